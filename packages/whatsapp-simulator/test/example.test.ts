import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { simulatorClient } from "../src/client.ts";
import { startSimulator } from "../src/index.ts";
import { testPerson } from "../src/testing/index.ts";
import { until } from "./baileys-client.ts";

const PROGRAM = fileURLToPath(new URL("../example/client.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "simulator-"));
let program: ChildProcess | undefined;
afterAll(() => {
  program?.kill();
  rmSync(folder, { recursive: true });
});

test("a program that knows the address only pairs, sends, receives, makes a group and uploads media", async () => {
  const simulator = await startSimulator({ seed: "example" });
  const client = simulatorClient(simulator.adminUrl);
  const authority = join(folder, "ca.pem");
  writeFileSync(authority, simulator.certificateAuthority);
  const friend = testPerson(client, "628130000001");
  const started = spawn(process.execPath, [PROGRAM, simulator.url, friend.phone], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authority },
  });
  program = started;
  let output = "";
  started.stdout.on("data", (data) => {
    output += String(data);
  });
  const qr = await until("a QR code", () => /^qr (.+)$/m.exec(output)?.[1]);
  const { phone } = await client.scanQrWithAnyPhone(qr);
  await friend.received(/hello from a stranger/);
  const picture = await friend.received((message) => message.details?.media?.kind === "image");
  expect((await client.mediaOf(friend.phone, picture.id)).bytes).toBeGreaterThan(10);
  expect(await friend.received(/hello group/)).toMatchObject({ author: phone });
  await friend.send(phone, "anybody there");
  await friend.received(/you said anybody there/);
  program.kill();
  expect((await client.unknownStanzas()).unknown).toEqual([]);
  await simulator.stop();
});
