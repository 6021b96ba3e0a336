import { sql } from "kysely";
import { listener } from "../../kernel/module.ts";
import { contactMerged } from "../contacts/events.ts";

/** What one of the two said holds for the person: his rows move, and one standing opt-out is enough. */
export const onContactMerged = listener({
  name: "compliance.on-contact-merged",
  fact: contactMerged,
  run: async (ctx, { contactId, mergedContactId }) => {
    await sql`update opt_outs set withdrawn_at = at, withdrawn_source = source, withdrawn_reason = 'merged'
      where organization_id = ${ctx.organizationId} and contact_id = ${mergedContactId} and withdrawn_at is null
        and exists (select from opt_outs kept where kept.organization_id = ${ctx.organizationId}
          and kept.contact_id = ${contactId} and kept.withdrawn_at is null)`.execute(ctx.db);
    await sql`update opt_outs set contact_id = ${contactId}
      where organization_id = ${ctx.organizationId} and contact_id = ${mergedContactId}`.execute(ctx.db);
  },
});
