import { useTexts } from "../../texts/use-texts.ts";
import { type ChipTone, StatusChip } from "../../ui/status-chip.tsx";
import type { ImportStatus } from "./import-queries.ts";
import { importTexts } from "./import-texts.ts";

const tones: Record<ImportStatus, ChipTone> = {
  uploaded: "line",
  mapped: "line",
  checking: "info",
  checked: "warn",
  importing: "info",
  finished: "ok",
  failed: "bad",
};

/** How far an import is, in a word. */
export function ImportStatusChip({ status }: { status: ImportStatus }) {
  const t = useTexts(importTexts);
  return <StatusChip tone={tones[status]}>{t(`status.${status}`)}</StatusChip>;
}
