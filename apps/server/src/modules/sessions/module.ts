import { defineModule } from "../../kernel/module.ts";
import { sessionDeleted, sessionQr, sessionStatusChanged } from "./events.ts";
import { routes } from "./routes.ts";

export const sessions = defineModule({
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
    "sessions.view": "See the WhatsApp numbers and how they are",
    "sessions.manage": "Start and stop WhatsApp numbers, and change their name and speed",
    "sessions.pair": "Add WhatsApp numbers, scan their QR codes and log them out",
    "sessions.delete": "Delete WhatsApp numbers",
  },
  routes,
  liveFacts: [
    { fact: sessionStatusChanged, permission: "sessions.view" },
    { fact: sessionDeleted, permission: "sessions.view" },
    { fact: sessionQr, permission: "sessions.pair" },
  ],
});
