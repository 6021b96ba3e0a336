import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { listener } from "../../kernel/module.ts";
import { contactDeleted, contactMerged, contactUpdated } from "../contacts/events.ts";
import { readContactsForText } from "../contacts/index.ts";
import { type ConversationRow, publishConversations } from "./present-conversation.ts";

/** Keeps the name and number that conversations show and are found by. */
export const onContactUpdated = listener({
  name: "inbox.on-contact-updated",
  fact: contactUpdated,
  run: async (ctx, { contact }) => {
    const rows = await lockOfContact(ctx, contact.id);
    const changed = await sql<{ conversation_id: string }>`
      update conversation_people set name = ${contact.name || null}, phone = coalesce(${contact.phone}, phone)
      where organization_id = ${ctx.organizationId} and conversation_id = any(${rows.map((row) => row.id)}::uuid[])
        and (name is distinct from ${contact.name || null} or phone is distinct from coalesce(${contact.phone}, phone))
      returning conversation_id`.execute(ctx.db);
    const ids = new Set(changed.rows.map((row) => row.conversation_id));
    await publishConversations(
      ctx,
      rows.filter((row) => ids.has(row.id)),
    );
  },
});

/** A conversation outlives its contact, without his name. */
export const onContactDeleted = listener({
  name: "inbox.on-contact-deleted",
  fact: contactDeleted,
  run: async (ctx, { contactId }) => {
    const rows = await lockOfContact(ctx, contactId);
    const ids = rows.map((row) => row.id);
    await sql`update conversations set contact_id = null
      where organization_id = ${ctx.organizationId} and id = any(${ids}::uuid[])`.execute(ctx.db);
    await sql`update conversation_people set name = null
      where organization_id = ${ctx.organizationId} and conversation_id = any(${ids}::uuid[])`.execute(ctx.db);
    await publishConversations(
      ctx,
      rows.map((row) => ({ ...row, contact_id: null })),
    );
  },
});

/** Two people turned out to be one: his conversations show whom they are with now. */
export const onContactMerged = listener({
  name: "inbox.on-contact-merged",
  fact: contactMerged,
  run: async (ctx, { contactId, mergedContactId }) => {
    const rows = await lockOfContact(ctx, mergedContactId);
    const person = (await readContactsForText(ctx, [contactId])).get(contactId);
    const ids = rows.map((row) => row.id);
    await sql`update conversations set contact_id = ${contactId}
      where organization_id = ${ctx.organizationId} and id = any(${ids}::uuid[])`.execute(ctx.db);
    await sql`update conversation_people
      set name = coalesce(${person?.name || null}, name), phone = coalesce(${person?.phone ?? null}, phone)
      where organization_id = ${ctx.organizationId} and conversation_id = any(${ids}::uuid[])`.execute(ctx.db);
    await publishConversations(
      ctx,
      rows.map((row) => ({ ...row, contact_id: contactId })),
    );
  },
});

async function lockOfContact(ctx: Ctx, contactId: string): Promise<ConversationRow[]> {
  return ctx.db
    .selectFrom("conversations")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("contact_id", "=", contactId)
    .orderBy("chat_id")
    .forUpdate()
    .execute();
}
