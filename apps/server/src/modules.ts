import type { ModuleDefinition } from "./kernel/module.ts";
import { campaigns } from "./modules/campaigns/module.ts";
import { compliance } from "./modules/compliance/module.ts";
import { contacts } from "./modules/contacts/module.ts";
import { identity } from "./modules/identity/module.ts";
import { inbox } from "./modules/inbox/module.ts";
import { messages } from "./modules/messages/module.ts";
import { organizations } from "./modules/organizations/module.ts";
import { sandbox } from "./modules/sandbox/module.ts";
import { sessions } from "./modules/sessions/module.ts";

/** The architecture: each module may call only those before it. The boundary check is made from this list. */
export const modules: readonly ModuleDefinition[] = [
  identity,
  organizations,
  contacts,
  compliance,
  sessions,
  messages,
  inbox,
  campaigns,
  sandbox,
];
