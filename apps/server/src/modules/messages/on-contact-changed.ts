import { sql } from "kysely";
import { listener } from "../../kernel/module.ts";
import { contactDeleted, contactUpdated } from "../contacts/events.ts";

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
