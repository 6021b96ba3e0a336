import { defineModule } from "../../kernel/module.ts";
import { conversationUpdated } from "./events.ts";
import { forgetRead } from "./forget-read.sweep.ts";
import { onContactDeleted, onContactMerged, onContactUpdated } from "./on-contact-changed.ts";
import { onMessageCreated, onMessageReceived } from "./on-messages.ts";
import { inboxRoutes } from "./routes.ts";

export const inbox = defineModule({
  name: "inbox",
  tables: ["conversations", "conversation_people", "conversation_unread"],
  permissions: {
    "inbox.view": "See conversations and their messages.",
    "inbox.reply": "Answer, start chats, close and reopen conversations.",
    "inbox.assign": "Give conversations to members.",
  },
  routes: inboxRoutes,
  listeners: [onMessageReceived, onMessageCreated, onContactUpdated, onContactDeleted, onContactMerged],
  sweeps: [{ name: "inbox.forget-read", everySeconds: 3600, run: forgetRead }],
  liveFacts: [{ fact: conversationUpdated, permission: "inbox.view" }],
});
