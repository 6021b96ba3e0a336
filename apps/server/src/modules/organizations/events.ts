import { z } from "zod";
import { fact } from "../../kernel/fact.ts";

const role = z.enum(["owner", "admin", "manager", "agent", "viewer"]);
const member = z.object({
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role,
  /** Who did it; null: the machine itself. */
  by: z.uuid().nullable(),
});
const organization = z.object({
  id: z.uuid(),
  name: z.string(),
  zone: z.string(),
  language: z.enum(["id", "en"]),
  by: z.uuid().nullable(),
});
const invitation = z.object({ invitationId: z.uuid(), email: z.string(), role, by: z.uuid().nullable() });

export const memberJoined = fact("member.joined", member);
export const memberRemoved = fact("member.removed", member);
export const memberRoleChanged = fact("member.role_changed", member.extend({ before: role }));
export const organizationCreated = fact("organization.created", organization);
export const organizationUpdated = fact("organization.updated", organization);
export const invitationSent = fact("invitation.sent", invitation);
export const invitationRevoked = fact("invitation.revoked", invitation);
