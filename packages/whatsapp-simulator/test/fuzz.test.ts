import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { fuzz } from "../src/testing/fuzz.ts";
import { adminOf, type Client, pair } from "./baileys-client.ts";

let simulator: Simulator;
let honest: Client;

beforeAll(async () => {
  simulator = await startSimulator();
  honest = await pair(simulator, "628120000009");
});
afterAll(async () => {
  honest.end();
  await simulator.stop();
});

test("twenty thousand bent frames and a thousand bent calls disturb nobody else", async () => {
  const target = { url: simulator.url, admin: simulator.adminUrl, rootPublicKey: simulator.rootPublicKey };
  const result = await fuzz(target, { frames: 18_000, strangerFrames: 2_000, adminCalls: 1_000, seed: 7 });
  expect(result.wrongAnswers).toEqual([]);
  expect(result.strangerFrames).toBeGreaterThanOrEqual(2_000);
  expect((await adminOf(simulator).state()).now).toBeGreaterThan(0);
  expect(await honest.socket.onWhatsApp("628130000001")).toHaveLength(1);
  expect(honest.closedWith).toBeUndefined();
}, 60_000);
