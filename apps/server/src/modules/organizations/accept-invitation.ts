import { hashToken } from "../../kernel/crypto.ts";
import type { Db } from "../../kernel/db.ts";
import { conflict, forbidden, notFound } from "../../kernel/errors.ts";
import type { Actor } from "../../kernel/policy.ts";
import type { PersonCtx } from "../../kernel/route.ts";
import type { SystemScope } from "../../kernel/scope.ts";
import { findVerifiedPerson, personOf } from "../identity/index.ts";
import { memberJoined } from "./events.ts";
import { permissionsOf, readRole } from "./roles.ts";

/** What an invitation says to whoever holds its link. */
export async function previewInvitation(scope: SystemScope, token: string) {
  return scope.inSystemTransaction("preview an invitation", async (ctx) => {
    const invitation = await requireInvitation(ctx, token);
    const inviter = await personOf(ctx, invitation.created_by);
    return {
      organizationName: invitation.organization_name,
      inviterName: inviter.name,
      role: readRole(invitation.role),
      email: invitation.email,
      userExists: (await findVerifiedPerson(ctx, invitation.email)) !== undefined,
      expiresAt: invitation.expires_at.toISOString(),
    };
  });
}

/** Joins the organization that invited this person's own address. */
export async function acceptInvitation(ctx: PersonCtx, token: string): Promise<{ organizationId: string }> {
  const invitation = await requireInvitation(ctx, token);
  const person = await personOf(ctx, ctx.userId);
  if (person.email !== invitation.email) throw forbidden("invitation_email_mismatch");
  const now = ctx.now();
  const role = readRole(invitation.role);
  const organizationId = invitation.organization_id;
  await ctx.db
    .updateTable("invitations")
    .set({ accepted_at: now, accepted_by: ctx.userId })
    .where("organization_id", "=", organizationId)
    .where("id", "=", invitation.id)
    .execute();
  const joined = await ctx.db
    .insertInto("members")
    .values({
      organization_id: organizationId,
      user_id: ctx.userId,
      role,
      joined_at: now,
      invited_by: invitation.created_by,
    })
    // Who left before comes back; who never left keeps his role.
    .onConflict((clash) =>
      clash
        .columns(["organization_id", "user_id"])
        .doUpdateSet({ role, joined_at: now, invited_by: invitation.created_by, removed_at: null, removed_by: null })
        .where("members.removed_at", "is not", null),
    )
    .returning("user_id")
    .executeTakeFirst();
  if (!joined) throw conflict("already_member");
  const actor: Actor = { kind: "user", userId: ctx.userId, role, permissions: permissionsOf[role] };
  await ctx
    .inOrganization(organizationId, actor)
    .publish(memberJoined, { userId: ctx.userId, name: person.name, email: person.email, role, by: ctx.userId });
  return { organizationId };
}

async function requireInvitation(ctx: { db: Db; now(): Date }, token: string) {
  const found = await ctx.db
    .selectFrom("invitations")
    .innerJoin("organizations", "organizations.organization_id", "invitations.organization_id")
    .selectAll("invitations")
    .select("organizations.name as organization_name")
    .where("token_hash", "=", hashToken(token))
    .forUpdate("invitations")
    .executeTakeFirst();
  if (!found || found.revoked_at) throw notFound("invitation_not_found");
  if (found.accepted_at) throw conflict("invitation_accepted");
  if (found.expires_at <= ctx.now()) throw conflict("invitation_expired");
  return found;
}
