import { useCallback, useEffect, useRef, useState } from "react";
import { type Campaign, type Draft, type StepName, useSaveDraft } from "./queries.ts";

const pause = 600;

export interface DraftEditing {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** Saves at once what still waits, for example before the next step; rejects when the server refuses. */
  flush: (step?: StepName) => Promise<void>;
  isSaving: boolean;
  isDirty: boolean;
  error: unknown;
}

/** The draft as it stands on screen; changes are saved a moment after the last key and at every step. */
export function useDraft(campaign: Campaign): DraftEditing {
  const save = useSaveDraft(campaign.id);
  const [draft, setDraft] = useState<Draft>(() => draftOf(campaign));
  const [isDirty, setDirty] = useState(false);
  const waiting = useRef<Partial<Draft>>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { mutateAsync } = save;

  const flush = useCallback(
    async (step?: StepName) => {
      clearTimeout(timer.current);
      const part = { ...waiting.current, ...(step ? { step } : {}) };
      if (Object.keys(part).length === 0) return;
      waiting.current = {};
      try {
        await mutateAsync(part);
        if (Object.keys(waiting.current).length === 0) setDirty(false);
      } catch (error) {
        // Kept for the next try, unless it was typed over meanwhile.
        const { step: _, ...lost } = part;
        waiting.current = { ...lost, ...waiting.current };
        throw error;
      }
    },
    [mutateAsync],
  );

  const change = useCallback(
    (part: Partial<Draft>) => {
      setDraft((before) => ({ ...before, ...part }));
      setDirty(true);
      waiting.current = { ...waiting.current, ...part };
      clearTimeout(timer.current);
      // A refusal stands in `error`, where the wizard shows it.
      timer.current = setTimeout(() => flush().catch(() => undefined), pause);
    },
    [flush],
  );

  // Leaving the screen saves what was typed last.
  useEffect(() => () => void flush().catch(() => undefined), [flush]);

  return { draft, change, flush, isSaving: save.isPending, isDirty, error: save.error };
}

function draftOf({ name, audience, sessionId, text, speed, quietHours }: Campaign): Draft {
  return { name, audience, sessionId, text, speed, quietHours };
}
