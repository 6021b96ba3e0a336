import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { accessContact } from "./access-contact.ts";
import { contactUpdated } from "./events.ts";
import { presentContact } from "./present-contact.ts";

/** Shows on the person that he opted out, or (null) that he may be written to again. Compliance calls it with its own row. */
export async function showOptOut(ctx: Ctx, contactId: string, at: Date | null): Promise<void> {
  await sql`update contacts set opted_out_at = ${at}, updated_at = ${ctx.now()}
    where organization_id = ${ctx.organizationId} and id = ${contactId}`.execute(ctx.db);
  await ctx.publish(contactUpdated, { contact: presentContact(await accessContact(ctx, contactId)) });
}
