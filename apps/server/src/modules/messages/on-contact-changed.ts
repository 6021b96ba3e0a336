import { sql } from "kysely";
import { listener } from "../../kernel/module.ts";
import { contactDeleted, contactMerged, contactUpdated } from "../contacts/events.ts";

/** Keeps the name and number that a chat shows. */
export const onContactUpdated = listener({
  name: "messages.on-contact-updated",
  fact: contactUpdated,
  run: async (ctx, { contact }) => {
    await sql`
      update chats set name = ${contact.name || null}, phone = coalesce(${contact.phone}, phone)
      where organization_id = ${ctx.organizationId} and contact_id = ${contact.id}
        and (name is distinct from ${contact.name || null} or phone is distinct from coalesce(${contact.phone}, phone))`.execute(
      ctx.db,
    );
  },
});

/** A chat outlives its contact; whoever writes again there is found or made anew. */
export const onContactDeleted = listener({
  name: "messages.on-contact-deleted",
  fact: contactDeleted,
  run: async (ctx, { contactId }) => {
    await sql`
      update chats set contact_id = null, name = null, push_name = null
      where organization_id = ${ctx.organizationId} and contact_id = ${contactId}`.execute(ctx.db);
  },
});

/**
 * Chats go with the person who stays. Where he has a chat in the session already, the address leads there from the next
 * message on, because a chat without a contact asks for him again.
 */
export const onContactMerged = listener({
  name: "messages.on-contact-merged",
  fact: contactMerged,
  run: async (ctx, { contactId, mergedContactId }) => {
    await sql`
      update chats set push_name = null, contact_id = case when exists (
          select from chats kept where kept.organization_id = ${ctx.organizationId}
            and kept.session_id = chats.session_id and kept.contact_id = ${contactId})
        then null else ${contactId}::uuid end
      where organization_id = ${ctx.organizationId} and contact_id = ${mergedContactId}`.execute(ctx.db);
  },
});
