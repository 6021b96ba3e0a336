import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { batchListener } from "../../kernel/module.ts";
import { messageStatusChanged } from "../messages/events.ts";
import type { CampaignCounts } from "./events.ts";
import { noteProgress } from "./progress.ts";

interface News {
  messageId: string;
  status: string;
  reason?: string;
  at: string;
  origin?: { type: string; id?: string };
}

/** From nothing to most: a status is never followed by one before it, in whatever order the news come. */
const order: (keyof CampaignCounts)[] = ["queued", "unknown", "failed", "sent", "delivered", "read"];

/** Brings what happened to a message to its recipient. Old news, news told twice and news of other messages change nothing. */
export const onMessageStatus = batchListener({
  name: "campaigns.on-message-status",
  fact: messageStatusChanged,
  when: ({ origin, status }) => origin?.type === "campaign" && status !== "queued" && status !== "sending",
  runMany: async (ctx, news: News[]) => {
    await noteProgress(ctx, [...new Set(news.flatMap(({ origin }) => (origin?.id ? [origin.id] : [])))]);
    await moveForward(ctx, news);
    await giveBackCancelled(
      ctx,
      news.filter(({ status }) => status === "cancelled"),
    );
  },
});

async function moveForward(ctx: Ctx, news: News[]): Promise<void> {
  const best = new Map<string, News & { rank: number }>();
  for (const one of news) {
    const rank = order.indexOf(one.status as keyof CampaignCounts);
    if (rank > (best.get(one.messageId)?.rank ?? 0)) best.set(one.messageId, { ...one, rank });
  }
  const rows = [...best.values()].map((one) => ({ ...one, ...outcomeOf(one) }));
  if (rows.length === 0) return;
  await sql`update campaign_recipients as recipient
    set status = news.status, reason = news.reason, status_at = news.at
    from unnest(${rows.map((row) => row.messageId)}::uuid[], ${rows.map((row) => row.status)}::text[],
      ${rows.map((row) => row.reason ?? null)}::text[], ${rows.map((row) => row.at)}::timestamptz[],
      ${rows.map((row) => row.rank + 1)}::integer[]) as news (message_id, status, reason, at, rank)
    where recipient.organization_id = ${ctx.organizationId} and recipient.message_id = news.message_id
      and news.rank > coalesce(array_position(${order}::text[], recipient.status), 0)`.execute(ctx.db);
}

/** Who said STOP before his turn was not failed: he was left in peace. */
function outcomeOf({ status, reason }: News): { status: string; reason: string | undefined } {
  if (status === "failed" && reason === "opted_out") return { status: "skipped", reason };
  return { status, reason: status === "failed" ? reason : undefined };
}

/**
 * A message that somebody else cancelled (its number was deleted) was never sent: its recipient waits again, so that the
 * campaign can go on by another number; after a stop he is skipped like the rest.
 */
async function giveBackCancelled(ctx: Ctx, news: News[]): Promise<void> {
  if (news.length === 0) return;
  await sql`update campaign_recipients as recipient
    set status = case when news.reason = 'opted_out' or campaign.status in ('stopping', 'stopped') then 'skipped'
        else 'pending' end,
      reason = case when news.reason = 'opted_out' then 'opted_out'
        when campaign.status in ('stopping', 'stopped') then 'stopped' end,
      message_id = null, status_at = news.at
    from unnest(${news.map((one) => one.messageId)}::uuid[], ${news.map((one) => one.reason ?? null)}::text[],
      ${news.map((one) => one.at)}::timestamptz[]) as news (message_id, reason, at), campaigns as campaign
    where recipient.organization_id = ${ctx.organizationId} and recipient.message_id = news.message_id
      and recipient.status = 'queued'
      and campaign.organization_id = ${ctx.organizationId} and campaign.id = recipient.campaign_id`.execute(ctx.db);
}
