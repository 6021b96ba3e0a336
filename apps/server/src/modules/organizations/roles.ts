import { z } from "zod";

export const roleName = z.enum(["owner", "admin", "manager", "agent", "viewer"]);
export type RoleName = z.infer<typeof roleName>;

const viewer = [
  "organization.view",
  "members.view",
  "contacts.view",
  "compliance.view",
  "sessions.view",
  "messages.view",
  "inbox.view",
  "campaigns.view",
];
const agent = [...viewer, "messages.send", "inbox.reply", "contacts.edit", "compliance.record"];
const manager = [
  ...agent,
  "inbox.assign",
  "contacts.import",
  "contacts.delete",
  "contacts.organize",
  "campaigns.edit",
  "campaigns.launch",
  "campaigns.pause",
  "sessions.manage",
  "sandbox.use",
];
const admin = [
  ...manager,
  "organization.manage",
  "members.invite",
  "members.manage",
  "apiKeys.manage",
  "sessions.pair",
  "sessions.delete",
  "audit.view",
];

/** What each role may do: the one place. Owners alone may make and unmake owners (see role-power.ts). */
export const permissionsOf: Readonly<Record<RoleName, ReadonlySet<string>>> = {
  owner: new Set(admin),
  admin: new Set(admin),
  manager: new Set(manager),
  agent: new Set(agent),
  viewer: new Set(viewer),
};

/** Reads a role as it is kept; the table's own check allows no other. */
export function readRole(text: string): RoleName {
  return roleName.parse(text);
}
