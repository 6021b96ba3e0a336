import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { readContactsForText } from "../contacts/index.ts";
import { type ChatRow, chatColumns } from "./present-message.ts";

/** Finds or makes the chats of a session with many contacts, in a handful of statements. */
export async function openChats(
  ctx: Ctx,
  sessionId: string,
  people: { contactId: string; jid: string }[],
): Promise<Map<string, ChatRow>> {
  const jidOf = new Map(people.map(({ contactId, jid }) => [contactId, jid]));
  const known = await findChatsOf(ctx, sessionId, [...jidOf.keys()]);
  const missing = [...jidOf.keys()].filter((contactId) => !known.has(contactId)).sort();
  if (missing.length === 0) return known;
  const texts = await readContactsForText(ctx, missing);
  // Inserted in one order everywhere, so that two campaigns with the same people wait for each other and never deadlock.
  await sql`
    insert into chats (organization_id, session_id, kind, jid, contact_id, name, phone, created_at)
    select ${ctx.organizationId}, ${sessionId}, 'person', jid, contact_id, name, phone, ${ctx.now()}
    from unnest(${missing.map((id) => jidOf.get(id))}::text[], ${missing}::uuid[],
      ${missing.map((id) => texts.get(id)?.name || null)}::text[],
      ${missing.map((id) => texts.get(id)?.phone || null)}::text[]) as person (jid, contact_id, name, phone)
    on conflict (organization_id, session_id, contact_id) where contact_id is not null do nothing`.execute(ctx.db);
  const opened = await findChatsOf(ctx, sessionId, missing);
  await sql`
    insert into chat_addresses (organization_id, session_id, jid, chat_id)
    select ${ctx.organizationId}, ${sessionId}, jid, chat_id
    from unnest(${missing.map((id) => jidOf.get(id))}::text[], ${missing.map((id) => opened.get(id)?.id)}::uuid[])
      as address (jid, chat_id)
    on conflict (organization_id, session_id, jid) do update set chat_id = excluded.chat_id
      where chat_addresses.chat_id <> excluded.chat_id`.execute(ctx.db);
  return new Map([...known, ...opened]);
}

async function findChatsOf(ctx: Ctx, sessionId: string, contactIds: string[]): Promise<Map<string, ChatRow>> {
  const rows = await ctx.db
    .selectFrom("chats")
    .select(chatColumns)
    .where("organization_id", "=", ctx.organizationId)
    .where("session_id", "=", sessionId)
    .where("contact_id", "=", sql<string>`any(${contactIds}::uuid[])`)
    .execute();
  return new Map(rows.flatMap((row) => (row.contact_id ? [[row.contact_id, row] as const] : [])));
}
