import { defineModule } from "../../kernel/module.ts";
import { messageCreated, messageReceived, messageStatusChanged } from "./events.ts";
import { makePartitions } from "./make-partitions.sweep.ts";
import { onContactDeleted, onContactMerged, onContactUpdated } from "./on-contact-changed.ts";
import { onContactOptedOut } from "./on-contact-opted-out.ts";
import { onSessionDeleted } from "./on-session-deleted.ts";
import { messageRoutes } from "./routes.ts";

export const messages = defineModule({
  name: "messages",
  tables: ["chats", "chat_addresses", "messages", "message_keys", "message_client_ids", "outbox", "outbox_fences"],
  permissions: {
    "messages.view": "Read messages.",
    "messages.send": "Send texts by the API, send failed ones again and take waiting ones back.",
  },
  routes: messageRoutes,
  listeners: [onContactUpdated, onContactDeleted, onContactMerged, onContactOptedOut, onSessionDeleted],
  sweeps: [{ name: "messages.make-partitions", everySeconds: 3600, run: makePartitions }],
  liveFacts: [messageReceived, messageCreated, messageStatusChanged].map((fact) => ({
    fact,
    permission: "inbox.view",
  })),
});
