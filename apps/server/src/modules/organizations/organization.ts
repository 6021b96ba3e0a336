import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { type Actor, userIdOf } from "../../kernel/policy.ts";
import type { PersonCtx } from "../../kernel/route.ts";
import { type Language, personOf } from "../identity/index.ts";
import { memberJoined, organizationCreated, organizationUpdated } from "./events.ts";
import { permissionsOf, type RoleName, readRole } from "./roles.ts";
import type { PresentedOrganization } from "./schema.ts";

interface OrganizationInput {
  name: string;
  zone: string;
  language: Language;
}

/** Creates an organization whose owner is its creator. */
export async function createOrganization(ctx: PersonCtx, input: OrganizationInput): Promise<PresentedOrganization> {
  const now = ctx.now();
  const row = await ctx.db
    .insertInto("organizations")
    .values({ ...input, created_at: now, created_by: ctx.userId })
    .returningAll()
    .executeTakeFirstOrThrow();
  await ctx.db
    .insertInto("members")
    .values({ organization_id: row.organization_id, user_id: ctx.userId, role: "owner", joined_at: now })
    .execute();
  const actor: Actor = { kind: "user", userId: ctx.userId, role: "owner", permissions: permissionsOf.owner };
  const inside = ctx.inOrganization(row.organization_id, actor);
  const { name, email } = await personOf(ctx, ctx.userId);
  await inside.publish(organizationCreated, { id: row.organization_id, ...input, by: ctx.userId });
  await inside.publish(memberJoined, { userId: ctx.userId, name, email, role: "owner", by: ctx.userId });
  return presentOrganization(row, "owner", permissionsOf.owner);
}

/** Lists the organizations a person belongs to, by name. */
export async function listOrganizations(ctx: PersonCtx): Promise<PresentedOrganization[]> {
  const rows = await ctx.db
    .selectFrom("members")
    .innerJoin("organizations", "organizations.organization_id", "members.organization_id")
    .select(["organizations.organization_id", "name", "zone", "language", "role"])
    .where("user_id", "=", ctx.userId)
    .where("removed_at", "is", null)
    .orderBy(sql`lower(name)`)
    .orderBy("organizations.organization_id")
    .execute();
  return rows.map((row) => presentOrganization(row, readRole(row.role), permissionsOf[readRole(row.role)]));
}

/** Reads the organization entered. */
export async function readOrganization(ctx: Ctx): Promise<PresentedOrganization> {
  const row = await ctx.db
    .selectFrom("organizations")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .executeTakeFirstOrThrow();
  return presentForActor(row, ctx.actor);
}

/** Changes name, zone or language of the organization. */
export async function updateOrganization(
  ctx: Ctx,
  changes: Partial<OrganizationInput>,
): Promise<PresentedOrganization> {
  if (Object.keys(changes).length === 0) return readOrganization(ctx);
  const row = await ctx.db
    .updateTable("organizations")
    .set(changes)
    .where("organization_id", "=", ctx.organizationId)
    .returningAll()
    .executeTakeFirstOrThrow();
  const organization = presentForActor(row, ctx.actor);
  const { id, name, zone, language } = organization;
  await ctx.publish(organizationUpdated, { id, name, zone, language, by: userIdOf(ctx.actor) });
  return organization;
}

/** Reads what other modules need of their organization: its name, and the zone and language people have unless they have their own. */
export async function readOrganizationSettings(ctx: Ctx): Promise<OrganizationInput> {
  const { name, zone, language } = await ctx.db
    .selectFrom("organizations")
    .select(["name", "zone", "language"])
    .where("organization_id", "=", ctx.organizationId)
    .executeTakeFirstOrThrow();
  return { name, zone, language: language === "en" ? "en" : "id" };
}

interface OrganizationRow {
  organization_id: string;
  name: string;
  zone: string;
  language: string;
}

function presentForActor(row: OrganizationRow, actor: Actor): PresentedOrganization {
  if (actor.kind === "system") return presentOrganization(row, "owner", permissionsOf.owner);
  return presentOrganization(row, readRole(actor.role), actor.permissions);
}

function presentOrganization(
  row: OrganizationRow,
  role: RoleName,
  permissions: ReadonlySet<string>,
): PresentedOrganization {
  return {
    id: row.organization_id,
    name: row.name,
    zone: row.zone,
    language: row.language === "en" ? "en" : "id",
    role,
    permissions: [...permissions].sort(),
  };
}
