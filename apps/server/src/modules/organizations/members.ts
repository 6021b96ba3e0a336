import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { conflict, forbidden, notFound } from "../../kernel/errors.ts";
import { may, userIdOf } from "../../kernel/policy.ts";
import { avatarUrlOf, personOf } from "../identity/index.ts";
import { memberRemoved, memberRoleChanged } from "./events.ts";
import { requireRolePower } from "./role-power.ts";
import { type RoleName, readRole } from "./roles.ts";
import type { PresentedMember } from "./schema.ts";

/** Lists who belongs to the organization, by name. */
export async function listMembers(ctx: Ctx): Promise<PresentedMember[]> {
  const { rows } = await sql<MemberRow>`
    select user_id, role, joined_at, person.name, person.email, person.avatar_id
    from members, person_of(members.user_id) person
    where organization_id = ${ctx.organizationId} and removed_at is null
    order by lower(person.name), user_id`.execute(ctx.db);
  return rows.map(presentMember);
}

/** Reads the names of people who belong or belonged to the organization, for work that carries their id. */
export async function readMemberNames(ctx: Ctx, userIds: string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const { rows } = await sql<{ user_id: string; name: string }>`
    select user_id, person.name from members, person_of(members.user_id) person
    where organization_id = ${ctx.organizationId} and user_id = any(${[...new Set(userIds)]}::uuid[])`.execute(ctx.db);
  return new Map(rows.map((row) => [row.user_id, row.name]));
}

/** Loads a present member; absent, gone and another organization's are the same: not found. */
export async function accessMember(ctx: Ctx, userId: string): Promise<{ userId: string; role: RoleName }> {
  const row = await ctx.db
    .selectFrom("members")
    .select(["user_id", "role"])
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  if (!row) throw notFound("member_not_found");
  return { userId: row.user_id, role: readRole(row.role) };
}

/** Gives a member another role; the last owner stays owner. */
export async function changeRole(ctx: Ctx, userId: string, role: RoleName): Promise<PresentedMember> {
  await lockOwners(ctx);
  const member = await accessMember(ctx, userId);
  requireRolePower(ctx, member.role, role);
  if (member.role !== role) {
    if (member.role === "owner") await requireAnotherOwner(ctx, userId);
    await setMember(ctx, userId, { role });
    const { name, email } = await personOf(ctx, userId);
    const by = userIdOf(ctx.actor);
    await ctx.publish(memberRoleChanged, { userId, name, email, role, before: member.role, by });
  }
  const changed = (await listMembers(ctx)).find((one) => one.userId === userId);
  if (!changed) throw notFound("member_not_found");
  return changed;
}

/** Takes a member out, or lets one leave; the last owner can't. */
export async function removeMember(ctx: Ctx, userId: string): Promise<void> {
  const isLeaving = ctx.actor.kind === "user" && ctx.actor.userId === userId;
  if (!isLeaving && !may(ctx.actor, "members.manage")) {
    throw forbidden("missing_permission", { permission: "members.manage" });
  }
  await lockOwners(ctx);
  const member = await accessMember(ctx, userId);
  requireRolePower(ctx, member.role);
  if (member.role === "owner") await requireAnotherOwner(ctx, userId);
  const by = userIdOf(ctx.actor);
  await setMember(ctx, userId, { removed_at: ctx.now(), removed_by: by });
  const { name, email } = await personOf(ctx, userId);
  await ctx.publish(memberRemoved, { userId, name, email, role: member.role, by });
}

/** Two owners who remove each other at once would both see another owner, so changes of roles go one after another. */
async function lockOwners(ctx: Ctx): Promise<void> {
  await ctx.db
    .selectFrom("organizations")
    .select("organization_id")
    .where("organization_id", "=", ctx.organizationId)
    .forUpdate()
    .execute();
}

async function requireAnotherOwner(ctx: Ctx, userId: string): Promise<void> {
  const another = await ctx.db
    .selectFrom("members")
    .select("user_id")
    .where("organization_id", "=", ctx.organizationId)
    .where("role", "=", "owner")
    .where("removed_at", "is", null)
    .where("user_id", "!=", userId)
    .limit(1)
    .executeTakeFirst();
  if (!another) throw conflict("last_owner");
}

async function setMember(
  ctx: Ctx,
  userId: string,
  changes: { role?: RoleName; removed_at?: Date; removed_by?: string | null },
): Promise<void> {
  await ctx.db
    .updateTable("members")
    .set(changes)
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .execute();
}

interface MemberRow {
  user_id: string;
  role: string;
  joined_at: Date;
  name: string;
  email: string;
  avatar_id: string | null;
}

function presentMember(row: MemberRow): PresentedMember {
  return {
    id: row.user_id,
    userId: row.user_id,
    name: row.name,
    email: row.email,
    avatarUrl: avatarUrlOf(row.avatar_id),
    role: readRole(row.role),
    joinedAt: row.joined_at.toISOString(),
  };
}
