import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { optedOutSource } from "../compliance/index.ts";
import { accessSession } from "../sessions/index.ts";
import type { MessageOrigin } from "./events.ts";
import { openChats } from "./open-chats.ts";
import { type Priority, type Purpose, queueMessages } from "./queue-messages.ts";

/**
 * Puts many texts into a session's queue and returns their ids in the same order. One to a person who may not be
 * written to is kept as failed with the reason `opted_out` and never sent.
 */
export async function sendMany(
  ctx: Ctx,
  request: {
    sessionId: string;
    priority: Priority;
    purpose: Purpose;
    origin?: MessageOrigin;
    messages: {
      contactId: string;
      jid: string;
      text: string;
      sendAfter?: Date | undefined;
      sendBefore?: Date | undefined;
    }[];
  },
): Promise<string[]> {
  await accessSession(ctx, request.sessionId);
  const chats = await openChats(ctx, request.sessionId, request.messages);
  const people = request.messages.map((message) => message.contactId);
  const optedOut = request.purpose === "reply" ? new Set() : await findOptedOut(ctx, people);
  const drafts = request.messages.map((message) => {
    const chat = chats.get(message.contactId);
    if (!chat) throw new Error("a chat was not opened");
    return {
      chat,
      text: message.text,
      sendAfter: message.sendAfter,
      sendBefore: message.sendBefore,
      ...(optedOut.has(message.contactId) && { refusal: "opted_out" }),
    };
  });
  const queued = await queueMessages(ctx, request.sessionId, request, drafts);
  return queued.map((message) => message.id);
}

async function findOptedOut(ctx: Ctx, contactIds: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ contact_id: string }>`
    select contact_id from (${optedOutSource(ctx)}) as opted_out
    where contact_id = any(${contactIds}::uuid[])`.execute(ctx.db);
  return new Set(rows.map((row) => row.contact_id));
}
