import { parseText, renderText } from "@balas/message-text";
import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { optedOutSource } from "../compliance/index.ts";
import { readContactsForText } from "../contacts/index.ts";
import { sendMany } from "../messages/index.ts";
import type { CampaignRow } from "./policy.ts";
import { variantSeed } from "./preview-campaign.ts";
import { noteProgress } from "./progress.ts";
import { type QuietHours, quietFrom } from "./quiet-hours.ts";
import { textValues } from "./text-values.ts";

/** Behind agents (0) and automation (5). */
export const campaignPriority = 9;

export interface Waiting {
  contact_id: string;
  jid: string;
  zone: string;
}

interface Ready {
  contactId: string;
  jid: string;
  zone: string;
  text: string;
  variant: number;
}

/**
 * Gives each of these pending recipients a message of his own text, in the same transaction in which his row says so:
 * whenever a process dies, either both exist or none. Who opted out or was deleted since the launch is skipped.
 */
export async function queueRecipients(
  ctx: Ctx,
  request: {
    campaign: CampaignRow;
    sessionId: string;
    recipients: Waiting[];
    /** From when each message may go. */
    places: Date[];
    quiet: QuietHours | null;
  },
): Promise<void> {
  if (request.recipients.length === 0) return;
  const { ready, skipped } = await writeTexts(ctx, request.campaign, request.recipients);
  const now = ctx.now();
  const messageIds = await sendMany(ctx, {
    sessionId: request.sessionId,
    priority: campaignPriority,
    purpose: "broadcast",
    origin: { type: "campaign", id: request.campaign.id },
    messages: ready.map(({ contactId, jid, zone, text }, index) => {
      const sendAfter = request.places[index];
      const sendBefore = quietFrom(now, zone, request.quiet);
      return { contactId, jid, text, ...(sendAfter && { sendAfter }), ...(sendBefore && { sendBefore }) };
    }),
  });
  await noteProgress(ctx, [request.campaign.id]);
  await markQueued(ctx, request.campaign.id, ready, messageIds);
  await markSkipped(ctx, request.campaign.id, skipped);
}

async function writeTexts(ctx: Ctx, campaign: CampaignRow, recipients: Waiting[]) {
  const ids = recipients.map((recipient) => recipient.contact_id);
  const contacts = await readContactsForText(ctx, ids);
  const optedOut = await readOptedOut(ctx, ids);
  const parsed = parseText(campaign.text);
  const ready: Ready[] = [];
  const skipped: { contactId: string; reason: string }[] = [];
  for (const { contact_id: contactId, jid, zone } of recipients) {
    const contact = contacts.get(contactId);
    if (optedOut.has(contactId)) skipped.push({ contactId, reason: "opted_out" });
    else if (!contact) skipped.push({ contactId, reason: "contact_deleted" });
    else {
      const variantOf = { seed: variantSeed(campaign.id, contactId) };
      const { text, variant } = renderText(parsed, { values: textValues(contact), variant: variantOf });
      if (text.trim() === "") skipped.push({ contactId, reason: "empty_text" });
      else ready.push({ contactId, jid, zone, text, variant });
    }
  }
  return { ready, skipped };
}

async function readOptedOut(ctx: Ctx, contactIds: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ contact_id: string }>`
    select contact_id from (${optedOutSource(ctx)}) as opted_out
    where contact_id = any(${contactIds}::uuid[])`.execute(ctx.db);
  return new Set(rows.map((row) => row.contact_id));
}

async function markQueued(ctx: Ctx, campaignId: string, ready: Ready[], messageIds: string[]): Promise<void> {
  await sql`update campaign_recipients as recipient
    set status = 'queued', reason = null, message_id = ready.message_id, variant = ready.variant, status_at = ${ctx.now()}
    from unnest(${ready.map((one) => one.contactId)}::uuid[], ${messageIds}::uuid[],
      ${ready.map((one) => one.variant)}::integer[]) as ready (contact_id, message_id, variant)
    where organization_id = ${ctx.organizationId} and campaign_id = ${campaignId}
      and recipient.contact_id = ready.contact_id`.execute(ctx.db);
}

async function markSkipped(
  ctx: Ctx,
  campaignId: string,
  skipped: { contactId: string; reason: string }[],
): Promise<void> {
  if (skipped.length === 0) return;
  await sql`update campaign_recipients as recipient
    set status = 'skipped', reason = skipped.reason, status_at = ${ctx.now()}
    from unnest(${skipped.map((one) => one.contactId)}::uuid[], ${skipped.map((one) => one.reason)}::text[])
      as skipped (contact_id, reason)
    where organization_id = ${ctx.organizationId} and campaign_id = ${campaignId}
      and recipient.contact_id = skipped.contact_id`.execute(ctx.db);
}
