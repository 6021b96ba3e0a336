import { expect, test } from "vitest";
import { runKillTrial } from "./kill-trial.ts";

test("kill -9 of gateway, worker, server and PostgreSQL loses and doubles nothing", async () => {
  expect(await runKillTrial({ people: 300, optedOut: 6, incoming: 60, kills: 6 })).toEqual([]);
}, 300_000);
