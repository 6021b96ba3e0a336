import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { adminOf, type Client, finish, pair, textOf, until } from "./baileys-client.ts";

const CLI = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const SHOP = "628120000001";
const folder = mkdtempSync(join(tmpdir(), "simulator-"));
let simulator: Simulator;
let shop: Client;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "command line" });
  shop = await pair(simulator, SHOP);
});
afterAll(async () => {
  await finish(simulator, shop);
  rmSync(folder, { recursive: true });
});

async function run(...words: string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [CLI, "--admin", simulator.adminUrl, ...words])).stdout;
}

test("the command line lists phones, prints QR codes, sends and changes settings", async () => {
  expect(JSON.parse(await run("phones"))).toMatchObject([{ phone: SHOP }]);
  expect(await run("qr", "2@hello")).toContain("█");
  await run("send", "628130000001", SHOP, "from", "the", "terminal");
  await until("the text", () => shop.messages.some((one) => textOf(one) === "from the terminal"));
  expect(JSON.parse(await run("settings", "receiptDelay=50"))).toMatchObject({ receiptDelay: 50 });
  await expect(run("scan", SHOP, "nonsense")).rejects.toMatchObject({
    stderr: expect.stringContaining("not a WhatsApp"),
  });
});

test("a chat shows what comes and sends what is typed", async () => {
  const chat = spawn(process.execPath, [CLI, "--admin", simulator.adminUrl, "chat", "628130000002", SHOP]);
  let shown = "";
  chat.stdout.on("data", (data) => {
    shown += String(data);
  });
  chat.stdin.write("typed here\n");
  await until("what was typed", () => shop.messages.some((one) => textOf(one) === "typed here"));
  await shop.socket.sendMessage("628130000002@s.whatsapp.net", { text: "shown there" });
  await until("what came", () => shown.includes("< shown there"));
  chat.kill();
});

test("a script makes people with rules, phones and groups", async () => {
  const file = join(folder, "network.ts");
  writeFileSync(
    file,
    `export default { people: [{ phone: "628130000003", name: "Ani", persona: { rules: [{ do: { answer: ["hi"] } }] } }],
      groups: [{ as: "628130000003", subject: "From a file", members: ["${SHOP}"] }] };`,
  );
  expect(JSON.parse(await run("apply", file))).toEqual({ phones: 0, people: 1, groups: 1 });
  expect((await adminOf(simulator).groups()).groups.map((group) => group.subject)).toEqual(["From a file"]);
});

test("browsers get a page, programs the state, and who asks sees stanzas", async () => {
  const root = `http://127.0.0.1:${simulator.port}/`;
  expect(await (await fetch(root, { headers: { accept: "text/html" } })).text()).toContain("<title>WhatsApp simulator");
  expect(await (await fetch(root)).json()).toMatchObject({ phones: 1 });
  expect((await fetch(`https://127.0.0.1:${simulator.port}/`)).status).toBe(200);
  await adminOf(simulator).recentStanzas();
  await shop.socket.onWhatsApp("628130000001");
  const { stanzas } = await adminOf(simulator).recentStanzas();
  expect(stanzas.map(({ direction }) => direction)).toEqual(expect.arrayContaining(["in", "out"]));
  expect(stanzas.some(({ xml, phone }) => xml.includes("usync") && phone === SHOP)).toBe(true);
});
