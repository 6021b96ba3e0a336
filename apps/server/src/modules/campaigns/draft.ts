import type { Ctx } from "../../kernel/context.ts";
import { requireAudience } from "../contacts/index.ts";
import { accessSession } from "../sessions/index.ts";
import { parseClockTime } from "./clock-time.ts";
import type { Draft } from "./schema.ts";

/** Refuses an audience or a number that is not the organization's own, as if it did not exist. */
export async function requireDraftTargets(ctx: Ctx, draft: Draft): Promise<void> {
  if (draft.audience) await requireAudience(ctx, draft.audience);
  if (draft.sessionId) await accessSession(ctx, draft.sessionId);
}

/** The columns that the given parts of a draft change. */
export function draftColumns(draft: Draft) {
  const { name, audience, sessionId, text, speed, quietHours, step } = draft;
  return {
    ...(name === undefined ? {} : { name }),
    ...(audience === undefined ? {} : { audience: audience === null ? null : JSON.stringify(audience) }),
    ...(sessionId === undefined ? {} : { session_id: sessionId }),
    ...(text === undefined ? {} : { text }),
    ...(speed === undefined ? {} : { speed }),
    ...(step === undefined ? {} : { step }),
    ...(quietHours === undefined
      ? {}
      : {
          quiet_from: quietHours === null ? null : parseClockTime(quietHours.from),
          quiet_to: quietHours === null ? null : parseClockTime(quietHours.to),
        }),
  };
}
