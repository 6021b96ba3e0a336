import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WA_CERT_DETAILS } from "baileys";
import { afterAll, expect, test } from "vitest";
import { simulatorClient } from "../src/client.ts";
import { type Client, connectTo, newWallet, textOf, until } from "./baileys-client.ts";

const MAIN = new URL("../src/main.ts", import.meta.url).pathname;
const SHOP = "628120000001";
const folder = mkdtempSync(join(tmpdir(), "simulator-"));
let child: ChildProcess | undefined;
afterAll(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

interface Ready {
  url: string;
  admin: string;
  rootPublicKey: string;
}

async function start(port = "0"): Promise<Ready> {
  const started = spawn(process.execPath, [MAIN, "--port", port, "--data", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = started;
  const line = await new Promise<string>((resolve) => started.stdout.once("data", (data) => resolve(String(data))));
  return JSON.parse(line);
}

test("the process prints where it is, and after kill -9 nothing acknowledged is lost", async () => {
  const first = await start();
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(first.rootPublicKey, "base64");
  const admin = simulatorClient(first.admin);
  await admin.createPhone({ phone: SHOP });
  const wallet = newWallet();
  const pairing = connectTo(first.url, wallet);
  await admin.scanQr(SHOP, await until("a QR code", () => pairing.qrs[0]));
  await until("the restart", () => pairing.closedWith);
  let client: Client = connectTo(first.url, wallet);
  await until("synchronization", () => (wallet.creds.accountSyncCounter ?? 0) > 0);
  const acked = new Set<string>();
  client.socket.ws.on("CB:ack,class:message", (ack: { attrs: { id: string } }) => acked.add(ack.attrs.id));
  const sent = await client.socket.sendMessage("628130000001@s.whatsapp.net", { text: "acknowledged" });
  await until("the ack", () => acked.has(sent?.key.id ?? ""));
  client.end();
  const { id } = await admin.sendAsPerson("628130000001", { to: SHOP, text: "on its way" });
  child?.kill("SIGKILL");
  await until("the end", () => child?.signalCode);

  const second = await start(new URL(first.admin).port);
  expect(second.rootPublicKey).toBe(first.rootPublicKey);
  client = connectTo(second.url, wallet);
  const message = await until("what was on its way", () => client.messages.find((one) => one.key.id === id));
  expect(textOf(message)).toBe("on its way");
  const { messages } = await simulatorClient(second.admin).chat("628130000001");
  expect(messages.map(({ text, direction }) => [direction, text])).toEqual([
    ["in", "acknowledged"],
    ["out", "on its way"],
  ]);
  client.end();
});
