import { z } from "zod";
import { pageOf, pageQuery } from "../../kernel/paging.ts";
import { route } from "../../kernel/route.ts";
import { cancelMessage } from "./cancel-messages.ts";
import { presentedMessage } from "./events.ts";
import { readMessages, readSessionMessages } from "./read-messages.ts";
import { readStory } from "./read-story.ts";
import { retryMessage } from "./retry-message.ts";
import { messageStory, sendTextBody, sessionMessagesQuery } from "./schema.ts";
import { sendText } from "./send-text.ts";

const tag = "Messages";
const byId = z.object({ id: z.uuid() });

export const messageRoutes = [
  route({
    method: "POST",
    path: "/sessions/:id/send-text",
    permission: "messages.send",
    tag,
    summary: "Send a text",
    description:
      "Puts the text into the session's queue; `message.status_changed` tells how it goes on. Errors: `opted_out` (409).",
    params: byId,
    body: sendTextBody,
    response: presentedMessage,
    status: 201,
    run: (ctx, { params, body }) => sendText(ctx, { sessionId: params.id, ...body }),
  }),
  route({
    method: "GET",
    path: "/sessions/:id/messages",
    permission: "messages.view",
    tag,
    summary: "List a session's messages, newest first",
    params: byId,
    query: sessionMessagesQuery,
    response: pageOf(presentedMessage),
    run: (ctx, { params, query }) => readSessionMessages(ctx, { sessionId: params.id, ...query }),
  }),
  route({
    method: "GET",
    path: "/sessions/:id/messages/:messageId",
    permission: "messages.view",
    tag,
    summary: "Read a message and what happened to it",
    params: z.object({ id: z.uuid(), messageId: z.uuid() }),
    response: messageStory,
    run: (ctx, { params }) => readStory(ctx, params.id, params.messageId),
  }),
  route({
    method: "GET",
    path: "/chats/:id/messages",
    permission: "messages.view",
    tag,
    summary: "List a chat's messages, newest first",
    params: byId,
    query: pageQuery,
    response: pageOf(presentedMessage),
    run: (ctx, { params, query }) => readMessages(ctx, { chatId: params.id, ...query }),
  }),
  route({
    method: "POST",
    path: "/messages/:id/retry",
    permission: "messages.send",
    tag,
    summary: "Queue a failed message again",
    description: "Errors: `message_not_failed` (409), `opted_out` (409).",
    params: byId,
    response: presentedMessage,
    run: (ctx, { params }) => retryMessage(ctx, params.id),
  }),
  route({
    method: "POST",
    path: "/messages/:id/cancel",
    permission: "messages.send",
    tag,
    summary: "Take a message that still waits out of the queue",
    description: "Error: `message_not_queued` (409) when it is on its way or settled.",
    params: byId,
    response: presentedMessage,
    run: (ctx, { params }) => cancelMessage(ctx, params.id),
  }),
];
