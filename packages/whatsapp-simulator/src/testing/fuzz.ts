import { quietSignalLibrary } from "../signal/quiet-signal-library.ts";
import { fuzzAdmin } from "./fuzz-admin.ts";
import { FuzzSession, type FuzzTarget } from "./fuzz-session.ts";
import { Random } from "./random.ts";
import { sendAsStranger } from "./raw-stranger.ts";

/** How much of everything. */
export interface FuzzPlan {
  /** Frames inside authenticated sessions. */
  frames: number;
  /** Frames of strangers. */
  strangerFrames: number;
  adminCalls: number;
  seed: number;
}

/** What was sent. */
export interface FuzzResult {
  frames: number;
  strangerFrames: number;
  adminCalls: number;
  /** Sessions that the network cut off, because bytes were no stanza. */
  cuts: number;
  /** Admin calls whose answer was no clear one. */
  wrongAnswers: string[];
}

const AT_ONCE = 8;

/** Throws everything bent at a simulator; rejects when it stops answering. */
export async function fuzz(target: FuzzTarget, plan: FuzzPlan): Promise<FuzzResult> {
  quietSignalLibrary();
  const session = new FuzzSession(target, new Random(plan.seed));
  await session.send(plan.frames);
  await session.end();
  let strangerFrames = 0;
  const strangers = Array.from({ length: AT_ONCE }, async (_, index) => {
    const random = new Random(plan.seed + 1 + index);
    while (strangerFrames < plan.strangerFrames) strangerFrames += await sendAsStranger(target.url, random);
  });
  await Promise.all(strangers);
  const api: { paths: Record<string, unknown> } = JSON.parse(
    await (await fetch(`${target.admin}/openapi.json`)).text(),
  );
  const paths = Object.keys(api.paths);
  const wrongAnswers = await fuzzAdmin(target.admin, paths, plan.adminCalls, new Random(plan.seed + 100));
  return { frames: plan.frames, strangerFrames, adminCalls: plan.adminCalls, cuts: session.cuts, wrongAnswers };
}
