import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { cutPage, readCursor } from "../../kernel/paging.ts";
import type { CampaignStatus } from "./events.ts";
import { presentCampaigns } from "./present-campaign.ts";

/** Lists campaigns, newest first. */
export async function listCampaigns(
  ctx: Ctx,
  query: { limit: number; cursor?: string; status?: CampaignStatus; search?: string },
) {
  const after = readCursor(query.cursor, z.tuple([z.iso.datetime(), z.uuid()]));
  let select = ctx.db
    .selectFrom("campaigns")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(query.limit + 1);
  if (query.status) select = select.where("status", "=", query.status);
  // An organization has hundreds of campaigns, so this needs no index.
  if (query.search) select = select.where("name", "ilike", `%${query.search.replace(/[\\%_]/g, "\\$&")}%`);
  if (after)
    select = select.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("created_at", "id"), "<", tuple(new Date(after[0]), after[1])),
    );
  const rows = await select.execute();
  const page = cutPage(
    rows,
    query.limit,
    (row) => [row.created_at.toISOString(), row.id],
    (row) => row,
  );
  return { items: await presentCampaigns(ctx, page.items), nextCursor: page.nextCursor };
}
