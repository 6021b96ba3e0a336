import { sql } from "kysely";
import { listener } from "../../kernel/module.ts";
import { contactDeleted } from "../contacts/events.ts";

/** Nothing is kept of somebody who was erased; of somebody who opted out the opt-out stays. */
export const onContactDeleted = listener({
  name: "compliance.on-contact-deleted",
  fact: contactDeleted,
  when: ({ isErased }) => isErased,
  run: async (ctx, { contactId }) => {
    await sql`delete from opt_outs where organization_id = ${ctx.organizationId} and contact_id = ${contactId}`.execute(
      ctx.db,
    );
  },
});
