import { z } from "zod";
import { pageOf, pageQuery } from "../../kernel/paging.ts";
import { route } from "../../kernel/route.ts";
import { presentedMessage } from "../messages/events.ts";
import { readMessages } from "../messages/index.ts";
import { listSessionSummaries } from "../sessions/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { assignConversation } from "./assign-conversation.ts";
import { closeConversation, reopenConversation } from "./close-conversation.ts";
import { countConversations } from "./count-conversations.ts";
import { presentedConversation } from "./events.ts";
import { listConversations } from "./list-conversations.ts";
import { markRead } from "./mark-read.ts";
import { presentConversation } from "./present-conversation.ts";
import { assignBody, counts, listQuery, replyBody, startBody } from "./schema.ts";
import { sendReply } from "./send-reply.ts";
import { startChat } from "./start-chat.ts";

const tag = "Inbox";
const params = z.object({ id: z.uuid() });
const change = { method: "POST", tag, params, response: presentedConversation } as const;

export const inboxRoutes = [
  route({
    method: "GET",
    path: "/conversations",
    permission: "inbox.view",
    tag,
    summary: "List the conversations of a view, newest first",
    query: listQuery,
    response: pageOf(presentedConversation),
    run: (ctx, { query }) => listConversations(ctx, query),
  }),
  route({
    method: "GET",
    path: "/conversations/counts",
    permission: "inbox.view",
    tag,
    summary: "Count the conversations of each view",
    response: counts,
    run: async (ctx) => {
      const sessions = await listSessionSummaries(ctx);
      return countConversations(
        ctx,
        sessions.map((session) => session.id),
      );
    },
  }),
  route({
    method: "GET",
    path: "/conversations/:id",
    permission: "inbox.view",
    tag,
    summary: "Read a conversation",
    params,
    response: presentedConversation,
    run: async (ctx, { params }) => presentConversation(ctx, await accessConversation(ctx, params.id)),
  }),
  route({
    method: "GET",
    path: "/conversations/:id/messages",
    permission: "inbox.view",
    tag,
    summary: "List a conversation's messages, newest first",
    params,
    query: pageQuery,
    response: pageOf(presentedMessage),
    run: async (ctx, { params, query }) => {
      const conversation = await accessConversation(ctx, params.id);
      return readMessages(ctx, { chatId: conversation.chat_id, ...query });
    },
  }),
  route({
    method: "POST",
    path: "/conversations",
    permission: "inbox.reply",
    tag,
    summary: "Start a chat with a number",
    description: "The conversation belongs to the caller. Errors: `phone_invalid` and others (422), `opted_out` (409).",
    body: startBody,
    response: presentedConversation,
    status: 201,
    run: (ctx, { body }) => startChat(ctx, body),
  }),
  route({
    method: "POST",
    path: "/conversations/:id/messages",
    permission: "inbox.reply",
    tag,
    summary: "Answer",
    description: "Errors: `session_deleted` (409), `opted_out` (409).",
    params,
    body: replyBody,
    response: presentedMessage,
    status: 201,
    run: (ctx, { params, body }) => sendReply(ctx, params.id, body),
  }),
  route({
    ...change,
    path: "/conversations/:id/assign",
    permission: "inbox.reply",
    summary: "Give a conversation to a member or to nobody",
    description:
      "Everybody who answers may take a free one and give back his own; more needs `inbox.assign`. " +
      "Error: `member_not_found` (404).",
    body: assignBody,
    run: (ctx, { params, body }) => assignConversation(ctx, params.id, body.assigneeId),
  }),
  route({
    ...change,
    path: "/conversations/:id/close",
    permission: "inbox.reply",
    summary: "Close a conversation",
    description: "It opens again when the person writes.",
    run: (ctx, { params }) => closeConversation(ctx, params.id),
  }),
  route({
    ...change,
    path: "/conversations/:id/reopen",
    permission: "inbox.reply",
    summary: "Open a closed conversation again",
    run: (ctx, { params }) => reopenConversation(ctx, params.id),
  }),
  route({
    ...change,
    path: "/conversations/:id/read",
    permission: "inbox.reply",
    summary: "Mark a conversation as read",
    run: (ctx, { params }) => markRead(ctx, params.id),
  }),
];
