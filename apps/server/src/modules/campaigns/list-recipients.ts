import { sql } from "kysely";
import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { cutPage, readCursor } from "../../kernel/paging.ts";
import type { CampaignCounts } from "./events.ts";
import type { CampaignRow } from "./policy.ts";

interface RecipientRow {
  contact_id: string;
  name: string | null;
  phone: string | null;
  status: keyof CampaignCounts;
  reason: string | null;
  status_at: Date;
  variant: number | null;
  message_id: string | null;
  zone: string;
}

/** Lists who is in the audience and what became of each, all or those in one status, for one reason. */
export async function listRecipients(
  ctx: Ctx,
  campaign: CampaignRow,
  query: { limit: number; cursor?: string; status?: keyof CampaignCounts; reason?: string },
) {
  const after = readCursor(query.cursor, z.tuple([z.string(), z.uuid()]));
  // Each order follows an index: by status its zones, else the primary key.
  const place = query.status ? sql`(zone, contact_id)` : sql`(contact_id)`;
  const afterPlace = after && (query.status ? sql`(${after[0]}, ${after[1]}::uuid)` : sql`(${after[1]}::uuid)`);
  const { rows } = await sql<RecipientRow>`
    select contact_id, name, phone, status, reason, status_at, variant, message_id, zone
    from campaign_recipients
    where organization_id = ${ctx.organizationId} and campaign_id = ${campaign.id}
      ${query.status ? sql`and status = ${query.status}` : sql``}
      ${query.reason ? sql`and reason = ${query.reason}` : sql``}
      ${afterPlace ? sql`and ${place} > ${afterPlace}` : sql``}
    order by ${query.status ? sql`zone, contact_id` : sql`contact_id`}
    limit ${query.limit + 1}`.execute(ctx.db);
  return cutPage(
    rows,
    query.limit,
    (row) => [row.zone, row.contact_id],
    (row) => ({
      contactId: row.contact_id,
      name: row.name,
      phone: row.phone,
      status: row.status,
      reason: row.reason,
      at: row.status_at.toISOString(),
      variant: row.variant,
      messageId: row.message_id,
    }),
  );
}
