import { z } from "zod";
import { pageQuery } from "../../kernel/paging.ts";
import { importCountsShape } from "./events.ts";
import { isPhoneCountry } from "./normalize-phone.ts";

export const importParams = z.object({ id: z.uuid() });

export const importStatuses = ["uploaded", "mapped", "checking", "checked", "importing", "finished", "failed"] as const;
export type ImportStatus = (typeof importStatuses)[number];

/** How the file is written, found at upload. `start` and `afterHeader` are bytes of the stored UTF-8 file. */
export const formatShape = z.object({
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]),
  delimiter: z.string(),
  hasHeader: z.boolean(),
  start: z.number().int(),
  afterHeader: z.number().int(),
});
export type ImportFormat = z.infer<typeof formatShape>;

const columnTarget = z.union([
  z.enum(["name", "phone", "tag", "ignore"]),
  z.string().regex(/^field:[a-z0-9_]{1,40}$/) as z.ZodType<`field:${string}`>,
]);

/** What each column means and what to do with the people. */
export const mappingShape = z.object({
  columns: z.array(columnTarget).min(1).max(200).describe("For each column: name, phone, tag, field:<key> or ignore."),
  hasHeader: z.boolean().optional().describe("Corrects what was found at upload."),
  defaultCountry: z.string().length(2).refine(isPhoneCountry, "unknown country").default("ID"),
  duplicates: z
    .enum(["skip", "update", "fill_blanks"])
    .default("skip")
    .describe(
      "What happens to people known before: left as they are, overwritten by what the file says, or completed.",
    ),
  tagIds: z.array(z.uuid()).max(20).default([]).describe("Put on everybody in the file."),
  consentSource: z.string().trim().min(1).max(300).describe("Where these people agreed to be written to."),
});
export type Mapping = z.infer<typeof mappingShape>;

export const checkCountsShape = importCountsShape.extend({ reasons: z.record(z.string(), z.number().int()) });
export type CheckCounts = z.infer<typeof checkCountsShape>;

export const importShape = z.object({
  id: z.uuid(),
  fileName: z.string(),
  status: z.enum(importStatuses),
  failure: z.string().nullable(),
  bytes: z.number().int(),
  format: formatShape.pick({ encoding: true, delimiter: true, hasHeader: true }),
  header: z.array(z.string()).describe("Names of the columns; made up when the file has none."),
  samples: z.array(z.array(z.string())).describe("The first rows, as they stand in the file."),
  suggestion: z.array(z.string()).describe("What each column seems to mean."),
  mapping: mappingShape.nullable(),
  check: checkCountsShape.nullable().describe("What the last dry run found."),
  counts: checkCountsShape,
  progress: z.number().describe("Of the file, 0 to 1."),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type PresentedImport = z.infer<typeof importShape>;

export const importListQuery = pageQuery.extend({ status: z.enum(importStatuses).optional() });
