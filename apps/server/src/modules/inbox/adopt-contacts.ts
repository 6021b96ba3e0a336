import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { readContactsForText } from "../contacts/index.ts";
import type { Noted } from "./note-messages.ts";
import type { ConversationRow } from "./present-conversation.ts";

/**
 * Gives conversations whose contact was deleted the one that their chat has again, because the person wrote. Changes the
 * given rows and returns the ids of those changed. Old news may name a contact that is gone: it is not taken up.
 */
export async function adoptContacts(
  ctx: Ctx,
  conversations: ReadonlyMap<string, ConversationRow>,
  noted: Noted[],
): Promise<Set<string>> {
  const orphans = noted.flatMap(({ chat }) => {
    const conversation = conversations.get(chat.id);
    return conversation?.contact_id === null && chat.contactId ? [{ conversation, contactId: chat.contactId }] : [];
  });
  const contacts = await readContactsForText(
    ctx,
    orphans.map(({ contactId }) => contactId),
  );
  const adopted = new Set<string>();
  for (const { conversation, contactId } of orphans) {
    const contact = contacts.get(contactId);
    if (!contact) continue;
    conversation.contact_id = contactId;
    adopted.add(conversation.id);
    await sql`update conversations set contact_id = ${contactId}
      where organization_id = ${ctx.organizationId} and id = ${conversation.id}`.execute(ctx.db);
    await sql`update conversation_people set name = ${contact.name || null}, phone = coalesce(${contact.phone}, phone)
      where organization_id = ${ctx.organizationId} and conversation_id = ${conversation.id}`.execute(ctx.db);
  }
  return adopted;
}
