import { defineModule } from "../../kernel/module.ts";
import { auditListeners } from "./audit-listeners.ts";
import {
  invitationRevoked,
  invitationSent,
  memberJoined,
  memberRemoved,
  memberRoleChanged,
  organizationUpdated,
} from "./events.ts";
import { onboardingListeners } from "./onboarding-listeners.ts";
import { organizationRoutes } from "./routes.ts";

export const organizations = defineModule({
  name: "organizations",
  tables: ["organizations", "members", "invitations", "onboarding_steps", "audit_entries"],
  permissions: {
    "organization.view": "See the organization.",
    "organization.manage": "Change name, zone and language of the organization.",
    "members.view": "See who belongs to the organization.",
    "members.invite": "Invite people and take invitations back.",
    "members.manage": "Change roles and remove members.",
    "audit.view": "See who changed people, roles and keys.",
  },
  routes: organizationRoutes,
  listeners: [...auditListeners, ...onboardingListeners],
  liveFacts: [
    { fact: organizationUpdated, permission: "organization.view" },
    { fact: memberJoined, permission: "members.view" },
    { fact: memberRemoved, permission: "members.view" },
    { fact: memberRoleChanged, permission: "members.view" },
    { fact: invitationSent, permission: "members.invite" },
    { fact: invitationRevoked, permission: "members.invite" },
  ],
});
