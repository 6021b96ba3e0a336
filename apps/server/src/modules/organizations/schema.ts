import { z } from "zod";
import { roleName } from "./roles.ts";

export const organizationName = z.string().trim().min(1).max(120);
export const language = z.enum(["id", "en"]);

export const presentedOrganization = z.object({
  id: z.uuid(),
  name: z.string(),
  zone: z.string(),
  language,
  role: roleName.describe("The caller's own role."),
  permissions: z.array(z.string()).describe("What the caller may do."),
});
export type PresentedOrganization = z.infer<typeof presentedOrganization>;

export const presentedMember = z.object({
  id: z.uuid().describe("The same as userId."),
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  avatarUrl: z.string().nullable(),
  role: roleName,
  joinedAt: z.iso.datetime(),
});
export type PresentedMember = z.infer<typeof presentedMember>;

export const presentedInvitation = z.object({
  id: z.uuid(),
  email: z.string(),
  role: roleName,
  invitedBy: z.object({ id: z.uuid(), name: z.string() }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

export const invitationPreview = z.object({
  organizationName: z.string(),
  inviterName: z.string(),
  role: roleName,
  email: z.string(),
  userExists: z.boolean().describe("Whether the invited address already has an account."),
  expiresAt: z.iso.datetime(),
});
