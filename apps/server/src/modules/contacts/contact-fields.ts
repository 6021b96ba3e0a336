import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { conflict, invalid, notFound } from "../../kernel/errors.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { eraseField } from "./erase-field.job.ts";

export const fieldShape = z.object({ id: z.uuid(), key: z.string(), label: z.string(), createdAt: z.iso.datetime() });
export const newFieldShape = z.object({
  label: z.string().trim().min(1).max(60),
  key: z
    .string()
    .regex(/^[a-z0-9_]{1,40}$/)
    .optional()
    .describe("What texts call it: {{field.key}}. Made from the label when absent."),
});
const mostFields = 100;
/** Names that message texts already use, and the one that no object of JavaScript can hold. */
const reserved = new Set(["name", "first_name", "phone", "__proto__"]);

/** Lists the organization's custom fields by label. */
export async function listFields(ctx: Ctx) {
  const rows = await ctx.db
    .selectFrom("custom_fields")
    .select(["id", "key", "label", "created_at"])
    .where("organization_id", "=", ctx.organizationId)
    .where("removed_at", "is", null)
    .orderBy((of) => of.fn("lower", ["label"]))
    .execute();
  return rows.map(presentField);
}

/** The keys that texts and values may use. */
export async function listFieldKeys(ctx: Ctx): Promise<string[]> {
  return (await listFields(ctx)).map((field) => field.key);
}

/** Refuses values of fields that do not exist. */
export async function requireFields(ctx: Ctx, keys: string[]): Promise<void> {
  if (keys.length === 0) return;
  const known = new Set(await listFieldKeys(ctx));
  const unknown = keys.filter((key) => !known.has(key));
  if (unknown.length > 0) throw invalid("unknown_contact_field", { keys: unknown });
}

/** Adds a custom field. */
export async function createField(ctx: Ctx, input: z.infer<typeof newFieldShape>) {
  const key = input.key ?? keyOf(input.label);
  if (key === "") throw invalid("field_key_missing");
  if (reserved.has(key)) throw conflict("field_key_reserved", { key });
  const { count } = await ctx.db
    .selectFrom("custom_fields")
    .select((of) => of.fn.countAll<number>().as("count"))
    .where("organization_id", "=", ctx.organizationId)
    .executeTakeFirstOrThrow();
  if (count >= mostFields) throw conflict("too_many_contact_fields", { most: mostFields });
  const row = await ctx.db
    .insertInto("custom_fields")
    .values({
      organization_id: ctx.organizationId,
      key,
      label: input.label,
      created_at: ctx.now(),
      created_by: userIdOf(ctx.actor),
    })
    .onConflict((on) => on.columns(["organization_id", "key"]).doNothing())
    .returning(["id", "key", "label", "created_at"])
    .executeTakeFirst();
  if (!row) throw conflict("field_exists", { key });
  return presentField(row);
}

/** Removes a field; its values go soon after, in batches, and its key is free again then. */
export async function deleteField(ctx: Ctx, id: string): Promise<void> {
  const removed = await ctx.db
    .updateTable("custom_fields")
    .set({ removed_at: ctx.now() })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (!removed) throw notFound();
  await ctx.enqueue(eraseField, { fieldId: id });
}

function presentField(row: { id: string; key: string; label: string; created_at: Date }) {
  return { id: row.id, key: row.key, label: row.label, createdAt: row.created_at.toISOString() };
}

/** "Kota Asal" → "kota_asal". */
export function keyOf(label: string): string {
  return label
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40);
}
