import { z } from "zod";
import { pageQuery } from "../../kernel/paging.ts";
import { contactShape } from "./events.ts";

export const contactParams = z.object({ id: z.uuid() });

const zone = z.string().max(60).refine(isZone, "unknown time zone");
const language = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/);
const fields = z.record(z.string().max(40), z.string().max(1000));

/** Who may be meant by a campaign or a count. */
export const audienceShape = z.discriminatedUnion("type", [
  z.object({ type: z.literal("all") }),
  z.object({ type: z.literal("tag"), tagId: z.uuid() }),
  z.object({ type: z.literal("import"), importId: z.uuid() }),
]);
export type Audience = z.infer<typeof audienceShape>;

export const newContactShape = z.object({
  name: z.string().trim().max(200).default(""),
  phone: z.string().max(60).describe("As people write it: 0812…, 62812… and +62812… are the same.").optional(),
  country: z.string().length(2).default("ID").describe("Of a phone number without a country code."),
  fields: fields.default({}),
  tagIds: z.array(z.uuid()).max(50).default([]),
  zone: zone.optional(),
  language: language.optional(),
});
export type NewContact = z.infer<typeof newContactShape>;

export const contactChangeShape = z.object({
  name: z.string().trim().max(200).optional(),
  phone: z.string().max(60).nullable().optional(),
  country: z.string().length(2).default("ID"),
  fields: fields.optional().describe("Only the fields to change; an empty text takes a value away."),
  zone: zone.nullable().optional(),
  language: language.nullable().optional(),
});
export type ContactChange = z.infer<typeof contactChangeShape>;

export const contactListQuery = pageQuery.extend({
  search: z.string().trim().max(100).optional().describe("Part of a name or of a number, however it is written."),
  tagId: z.uuid().optional(),
  importId: z.uuid().optional(),
  sort: z.enum(["newest", "oldest", "name"]).default("newest"),
});
export type ContactListQuery = z.infer<typeof contactListQuery>;

export const oneContactShape = contactShape.extend({
  abilities: z.object({ edit: z.boolean(), delete: z.boolean() }).describe("What the caller may do."),
});

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
