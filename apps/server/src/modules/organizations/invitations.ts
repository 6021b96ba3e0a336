import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { hashToken, newToken } from "../../kernel/crypto.ts";
import { conflict, forbidden, notFound } from "../../kernel/errors.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { expectPerson, personOf, writeMail } from "../identity/index.ts";
import { invitationRevoked, invitationSent } from "./events.ts";
import { invitationMail } from "./invitation-mail.ts";
import { requireRolePower } from "./role-power.ts";
import { type RoleName, readRole } from "./roles.ts";

const lifetime = 7 * 24 * 60 * 60 * 1000;

interface InvitationRow {
  id: string;
  email: string;
  role: string;
  created_at: Date;
  created_by: string;
  expires_at: Date;
}

/** Lists the invitations that wait for an answer, newest first. */
export async function listInvitations(ctx: Ctx) {
  const { rows } = await sql<InvitationRow & { inviter: string | null }>`
    select invitations.*, person.name as inviter from invitations, person_of(invitations.created_by) person
    where organization_id = ${ctx.organizationId} and accepted_at is null and revoked_at is null
      and expires_at > ${ctx.now()}
    order by created_at desc, id desc`.execute(ctx.db);
  return rows.map((row) => presentInvitation(row, row.inviter ?? ""));
}

/** Invites an address by mail. One that was invited before and let it lapse may be invited again. */
export async function inviteMember(ctx: Ctx, { email, role }: { email: string; role: RoleName }) {
  const inviterId = userIdOf(ctx.actor);
  if (!inviterId) throw forbidden();
  requireRolePower(ctx, role);
  if (await isMember(ctx, email)) throw conflict("already_member");
  await endLapsed(ctx, email);
  const token = newToken();
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + lifetime);
  const row = await ctx.db
    .insertInto("invitations")
    .values({
      organization_id: ctx.organizationId,
      email,
      role,
      token_hash: hashToken(token),
      created_at: now,
      created_by: inviterId,
      expires_at: expiresAt,
    })
    .onConflict((clash) => clash.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw conflict("already_invited");
  const inviter = await personOf(ctx, inviterId);
  const organization = await ctx.db
    .selectFrom("organizations")
    .select(["name", "language"])
    .where("organization_id", "=", ctx.organizationId)
    .executeTakeFirstOrThrow();
  await expectPerson(ctx, email, expiresAt);
  await writeMail(ctx, {
    to: email,
    ...invitationMail({
      language: organization.language === "en" ? "en" : "id",
      organizationName: organization.name,
      inviterName: inviter.name,
      role,
      url: `${ctx.ports.publicUrl}/invitations/${token}`,
    }),
  });
  await ctx.publish(invitationSent, { invitationId: row.id, email, role, by: inviterId });
  return presentInvitation(row, inviter.name);
}

/** Takes an invitation back; its link no longer works. */
export async function revokeInvitation(ctx: Ctx, id: string): Promise<void> {
  const by = userIdOf(ctx.actor);
  const row = await ctx.db
    .updateTable("invitations")
    .set({ revoked_at: ctx.now(), revoked_by: by })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw notFound();
  await ctx.publish(invitationRevoked, { invitationId: row.id, email: row.email, role: readRole(row.role), by });
}

async function isMember(ctx: Ctx, email: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from members, person_of(members.user_id) person
    where organization_id = ${ctx.organizationId} and removed_at is null and person.email = ${email}`.execute(ctx.db);
  return rows.length > 0;
}

async function endLapsed(ctx: Ctx, email: string): Promise<void> {
  await ctx.db
    .updateTable("invitations")
    .set({ revoked_at: ctx.now() })
    .where("organization_id", "=", ctx.organizationId)
    .where("email", "=", email)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", "<=", ctx.now())
    .execute();
}

function presentInvitation(row: InvitationRow, inviterName: string) {
  return {
    id: row.id,
    email: row.email,
    role: readRole(row.role),
    invitedBy: { id: row.created_by, name: inviterName },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
