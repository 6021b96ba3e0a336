import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import type { ImportRow } from "./access-import.ts";
import { listFieldKeys } from "./contact-fields.ts";
import {
  type CheckCounts,
  checkCountsShape,
  formatShape,
  type ImportFormat,
  type ImportStatus,
  importStatuses,
  type Mapping,
  mappingShape,
  type PresentedImport,
} from "./import-shapes.ts";
import { suggestMapping } from "./suggest-mapping.ts";

/** Brings a row to the shape of the API. */
export async function presentImport(ctx: Ctx, row: ImportRow): Promise<PresentedImport> {
  const samples = readSamples(row);
  const { encoding, delimiter, hasHeader } = readFormat(row);
  return {
    id: row.id,
    fileName: row.file_name,
    status: readStatus(row),
    failure: row.failure,
    bytes: row.bytes,
    format: { encoding, delimiter, hasHeader },
    header: row.header,
    samples,
    suggestion: suggestMapping(row.header, samples, await listFieldKeys(ctx)),
    mapping: readMapping(row) ?? null,
    check: row.check_counts === null ? null : checkCountsShape.parse(row.check_counts),
    counts: readCounts(row),
    progress: readProgress(row),
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

export function readStatus(row: Pick<ImportRow, "status">): ImportStatus {
  return z.enum(importStatuses).parse(row.status);
}

export function readFormat(row: Pick<ImportRow, "format">): ImportFormat {
  return formatShape.parse(row.format);
}

export function readMapping(row: Pick<ImportRow, "mapping">): Mapping | undefined {
  return row.mapping === null ? undefined : mappingShape.parse(row.mapping);
}

export function readCounts(row: ImportRow): CheckCounts {
  const { rows, created, updated, unchanged, duplicate, rejected } = row;
  return checkCountsShape.parse({ rows, created, updated, unchanged, duplicate, rejected, reasons: row.reasons });
}

function readProgress(row: ImportRow): number {
  if (row.status === "finished") return 1;
  return row.status === "importing" && row.bytes > 0 ? Math.min(1, row.position / row.bytes) : 0;
}

function readSamples(row: ImportRow): string[][] {
  return z.array(z.array(z.string())).parse(row.samples);
}
