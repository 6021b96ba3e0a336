import { useState } from "react";
import type { Import, Mapping, Target } from "./import-queries.ts";

/** A mapping as it is edited: a column may become a field that is made only when the mapping is saved. */
export interface ImportDraft extends Omit<Mapping, "columns"> {
  columns: (Target | "new")[];
}

/** The choices of an import, kept in this tab until they are saved, so that a reload loses nothing. */
export function useImportDraft(one: Import): [ImportDraft, (part: Partial<ImportDraft>) => void] {
  const key = `balas.import.${one.id}`;
  const [draft, setDraft] = useState<ImportDraft>(() => readDraft(key, one) ?? firstDraft(one));
  const change = (part: Partial<ImportDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    try {
      sessionStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Storage may be refused: the choices then last as long as the page.
    }
  };
  return [draft, change];
}

/** What is wrong with the columns, in the order in which it should be mended. */
export function findColumnProblem(
  columns: ImportDraft["columns"],
): { code: "noPhone" } | { code: "twice"; target: Target } | undefined {
  const used = columns.filter((target): target is Target => target !== "ignore" && target !== "new");
  const twice = used.find((target, index) => used.indexOf(target) !== index);
  if (twice) return { code: "twice", target: twice };
  return columns.includes("phone") ? undefined : { code: "noPhone" };
}

function firstDraft(one: Import): ImportDraft {
  return (
    one.mapping ?? {
      columns: one.suggestion,
      hasHeader: one.format.hasHeader,
      defaultCountry: "ID",
      duplicates: "skip",
      tagIds: [],
      consentSource: "",
    }
  );
}

function readDraft(key: string, one: Import): ImportDraft | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    const isOurs = typeof kept === "object" && kept !== null && "columns" in kept && Array.isArray(kept.columns);
    return isOurs && (kept.columns as unknown[]).length === one.header.length ? (kept as ImportDraft) : undefined;
  } catch {
    return undefined;
  }
}
