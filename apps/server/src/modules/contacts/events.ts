import { z } from "zod";
import { fact } from "../../kernel/fact.ts";

/** A person as the API, the screens and other modules see him. */
export const contactShape = z.object({
  id: z.uuid(),
  name: z.string(),
  phone: z.string().nullable().describe("E.164, for example +6281234567890."),
  tags: z.array(z.object({ id: z.uuid(), name: z.string(), color: z.string() })),
  fields: z.record(z.string(), z.string()).describe("Values of custom fields by their key."),
  zone: z.string().nullable().describe("IANA time zone; null means that of the organization."),
  language: z.string().nullable(),
  optedOutAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type PresentedContact = z.infer<typeof contactShape>;

/** How far an import is; the sum of the last five is `rows`. */
export const importCountsShape = z.object({
  rows: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int().describe("Known before and left as they were."),
  duplicate: z.number().int().describe("The same person stood in the file before."),
  rejected: z.number().int(),
});
export type ImportCounts = z.infer<typeof importCountsShape>;

/** Somebody became a contact one by one; an import says `import.progressed` instead of a million of these. */
export const contactCreated = fact("contact.created", z.object({ contact: contactShape }));
export const contactUpdated = fact("contact.updated", z.object({ contact: contactShape }));
/** `isErased` is false for somebody who opted out: his number is kept so that an import can't undo that. */
export const contactDeleted = fact("contact.deleted", z.object({ contactId: z.uuid(), isErased: z.boolean() }));
/** Two contacts turned out to be one person: `contactId` stays, `mergedContactId` is gone. */
export const contactMerged = fact("contact.merged", z.object({ contactId: z.uuid(), mergedContactId: z.uuid() }));
export const importProgressed = fact(
  "import.progressed",
  z.object({
    importId: z.uuid(),
    status: z.string(),
    counts: importCountsShape,
    /** Of the file, 0 to 1. */
    progress: z.number(),
  }),
);
