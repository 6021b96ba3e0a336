import { sql } from "kysely";
import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { conflict, notFound } from "../../kernel/errors.ts";
import { userIdOf } from "../../kernel/policy.ts";

export const tagColors = ["gray", "red", "orange", "yellow", "green", "teal", "blue", "violet", "pink"] as const;
export const newTagShape = z.object({
  name: z.string().trim().min(1).max(60),
  color: z.enum(tagColors).default("gray"),
});
export const tagShape = z.object({ id: z.uuid(), name: z.string(), color: z.string() });
export const listedTagShape = tagShape.extend({ contacts: z.number().int().describe("How many people carry it.") });
export const mostTags = 500;

/** Lists the organization's tags by name with how many people carry each. */
export async function listTags(ctx: Ctx): Promise<z.infer<typeof listedTagShape>[]> {
  const { rows } = await sql<z.infer<typeof listedTagShape>>`
    select id, name, color, (select count(*) from contact_tags
      where organization_id = ${ctx.organizationId} and tag_id = tags.id) as contacts
    from tags where organization_id = ${ctx.organizationId} order by lower(name)`.execute(ctx.db);
  return rows;
}

/** Refuses tags that are not the organization's own. */
export async function requireTags(ctx: Ctx, ids: string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const { rows } = await sql`select id from tags
    where organization_id = ${ctx.organizationId} and id = any(${wanted}::uuid[]) for key share`.execute(ctx.db);
  if (rows.length < wanted.length) throw notFound("tag_not_found");
}

/** Adds a tag; names are unique whatever their case. */
export async function createTag(ctx: Ctx, input: z.infer<typeof newTagShape>): Promise<z.infer<typeof tagShape>> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from tags where organization_id = ${ctx.organizationId}`.execute(ctx.db);
  if ((rows[0]?.count ?? 0) >= mostTags) throw conflict("too_many_tags", { most: mostTags });
  const made = await ctx.db
    .insertInto("tags")
    .values({
      organization_id: ctx.organizationId,
      ...input,
      created_at: ctx.now(),
      created_by: userIdOf(ctx.actor),
    })
    .onConflict((on) => on.doNothing())
    .returning(["id", "name", "color"])
    .executeTakeFirst();
  if (!made) throw conflict("tag_exists", { name: input.name });
  return made;
}

/** Renames or recolors a tag. */
export async function updateTag(
  ctx: Ctx,
  id: string,
  input: z.infer<typeof newTagShape>,
): Promise<z.infer<typeof tagShape>> {
  const taken = await ctx.db
    .selectFrom("tags")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "!=", id)
    .where((of) => of(of.fn("lower", ["name"]), "=", input.name.toLowerCase()))
    .executeTakeFirst();
  if (taken) throw conflict("tag_exists", { name: input.name });
  const changed = await ctx.db
    .updateTable("tags")
    .set(input)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .returning(["id", "name", "color"])
    .executeTakeFirst();
  if (!changed) throw notFound();
  return changed;
}

/** Removes a tag from everybody who carries it. */
export async function deleteTag(ctx: Ctx, id: string): Promise<void> {
  const gone = await ctx.db
    .deleteFrom("tags")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  if (!gone) throw notFound();
}
