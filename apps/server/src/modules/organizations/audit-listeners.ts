import type { Fact } from "../../kernel/fact.ts";
import { type Listener, listener } from "../../kernel/module.ts";
import { apiKeyCreated, apiKeyRevoked } from "../identity/events.ts";
import { noteAudit } from "./audit.ts";
import {
  invitationRevoked,
  invitationSent,
  memberJoined,
  memberRemoved,
  memberRoleChanged,
  organizationCreated,
  organizationUpdated,
} from "./events.ts";

export const auditListeners: Listener[] = [
  audited(organizationCreated),
  audited(organizationUpdated),
  audited(invitationSent),
  audited(invitationRevoked),
  audited(memberJoined),
  audited(memberRemoved),
  audited(memberRoleChanged),
  audited(apiKeyCreated),
  audited(apiKeyRevoked),
];

function audited<Data extends { by: string | null }>(fact: Fact<Data>): Listener {
  return listener({
    name: `organizations.audit-${fact.name}`,
    fact,
    run: (ctx, data, event) => {
      const { by, ...rest } = data;
      return noteAudit(ctx, { action: fact.name, by, data: rest, eventId: event.id });
    },
  });
}
