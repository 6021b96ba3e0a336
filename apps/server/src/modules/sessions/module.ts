import { defineModule } from "../../kernel/module.ts";
import { sessionDeleted, sessionQr, sessionStatusChanged } from "./events.ts";
import { routes } from "./routes.ts";

export const sessionsModule = defineModule({
  name: "sessions",
  tables: [
    "sessions",
    "session_leases",
    "session_credentials",
    "session_keys",
    "session_journal",
    "session_pairings",
    "session_activity",
    "session_sends",
  ],
  permissions: {
    "sessions.read": "See the WhatsApp numbers and how they are",
    "sessions.manage": "Pair, start, stop, log out and delete WhatsApp numbers",
  },
  routes,
  liveFacts: [
    { fact: sessionStatusChanged, permission: "sessions.read" },
    { fact: sessionDeleted, permission: "sessions.read" },
    { fact: sessionQr, permission: "sessions.manage" },
  ],
});
