import { chatKind, phoneOfJid } from "@balas/whatsapp";
import type { Ctx } from "../../kernel/context.ts";
import { findOrCreateContact, readContactsForText } from "../contacts/index.ts";
import { type ChatRow, chatColumns } from "./present-message.ts";

/**
 * Finds or makes the chat behind an address; a person becomes a contact, known by both of his addresses. `known` is
 * the chat that the address led to so far: it follows its person when contacts found him to be somebody else.
 */
export async function openChat(
  ctx: Ctx,
  who: { sessionId: string; jid: string; alternative?: string; name?: string; known?: ChatRow },
): Promise<ChatRow> {
  const kind = chatKind(who.jid);
  if (kind !== "person") return openChatOfMany(ctx, { ...who, kind });
  const { contactId } = await findOrCreateContact(ctx, {
    jid: who.jid,
    ...(who.alternative && { alternative: who.alternative }),
    ...(who.name && { name: who.name }),
  });
  if (who.known && who.known.contact_id !== contactId) await followContact(ctx, who.known, contactId);
  const chat = await openChatOfContact(ctx, { ...who, contactId });
  await addAddresses(ctx, chat, [who.jid, ...(who.alternative ? [who.alternative] : [])]);
  return chat;
}

/** Finds or makes the chat of a session with a contact, written to at `jid`. */
export async function openChatOfContact(
  ctx: Ctx,
  who: { sessionId: string; contactId: string; jid: string; alternative?: string; name?: string },
): Promise<ChatRow> {
  const person = (await readContactsForText(ctx, [who.contactId])).get(who.contactId);
  const name = person?.name || null;
  const phone = person?.phone || phoneOfJid(who.jid) || phoneOfJid(who.alternative ?? "") || null;
  // The phone number's address is the one that stays readable; a LID is used only where nothing else is known.
  const jid = [who.jid, who.alternative].find((one) => one && phoneOfJid(one)) ?? who.jid;
  const row = await ctx.db
    .insertInto("chats")
    .values({
      organization_id: ctx.organizationId,
      session_id: who.sessionId,
      kind: "person",
      jid,
      contact_id: who.contactId,
      name,
      phone,
      push_name: who.name ?? null,
      created_at: ctx.now(),
    })
    .onConflict((conflict) =>
      conflict
        .columns(["organization_id", "session_id", "contact_id"])
        .where("contact_id", "is not", null)
        .doUpdateSet((set) => ({
          name,
          phone,
          push_name: set.fn.coalesce("excluded.push_name", "chats.push_name"),
        })),
    )
    .returning(chatColumns)
    .executeTakeFirstOrThrow();
  await addAddresses(ctx, row, [who.jid]);
  return row;
}

/** Keeps the thread with its person, unless he has one in this session already. */
async function followContact(ctx: Ctx, chat: ChatRow, contactId: string): Promise<void> {
  await ctx.db
    .updateTable("chats")
    .set({ contact_id: contactId })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", chat.id)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("chats as other")
            .select("other.id")
            .where("other.organization_id", "=", ctx.organizationId)
            .where("other.session_id", "=", chat.session_id)
            .where("other.contact_id", "=", contactId),
        ),
      ),
    )
    .execute();
}

async function openChatOfMany(
  ctx: Ctx,
  what: { sessionId: string; jid: string; kind: "group" | "newsletter" | "status" },
): Promise<ChatRow> {
  // The address decides who made it first when two transactions meet here; the loser's chat is rolled into the winner's.
  const chat = await ctx.db
    .insertInto("chats")
    .values({
      organization_id: ctx.organizationId,
      session_id: what.sessionId,
      kind: what.kind,
      jid: what.jid,
      created_at: ctx.now(),
    })
    .returning(chatColumns)
    .executeTakeFirstOrThrow();
  const added = await ctx.db
    .insertInto("chat_addresses")
    .values({
      organization_id: ctx.organizationId,
      session_id: what.sessionId,
      jid: what.jid,
      chat_id: chat.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("chat_id")
    .executeTakeFirst();
  if (added) return chat;
  await ctx.db
    .deleteFrom("chats")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", chat.id)
    .execute();
  return ctx.db
    .selectFrom("chats")
    .innerJoin("chat_addresses", (join) =>
      join
        .onRef("chat_addresses.organization_id", "=", "chats.organization_id")
        .onRef("chat_addresses.chat_id", "=", "chats.id"),
    )
    .select(chatColumns.map((column) => `chats.${column}` as const))
    .where("chat_addresses.organization_id", "=", ctx.organizationId)
    .where("chat_addresses.session_id", "=", what.sessionId)
    .where("chat_addresses.jid", "=", what.jid)
    .executeTakeFirstOrThrow();
}

/** An address leads to the chat of the person it belongs to now: contacts may have learned that two were one. */
async function addAddresses(ctx: Ctx, chat: ChatRow, jids: string[]): Promise<void> {
  await ctx.db
    .insertInto("chat_addresses")
    .values(
      [...new Set(jids)].map((jid) => ({
        organization_id: ctx.organizationId,
        session_id: chat.session_id,
        jid,
        chat_id: chat.id,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["organization_id", "session_id", "jid"])
        .doUpdateSet({ chat_id: chat.id })
        .where("chat_addresses.chat_id", "!=", chat.id),
    )
    .execute();
}
