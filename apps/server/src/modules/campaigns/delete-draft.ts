import type { Ctx } from "../../kernel/context.ts";
import { campaignDeleted } from "./events.ts";
import { accessCampaignTo } from "./policy.ts";

/** Deletes a draft. A campaign that was launched stays: it is the record of who was written to. */
export async function deleteDraft(ctx: Ctx, id: string): Promise<void> {
  await accessCampaignTo(ctx, id, "delete");
  await ctx.db.deleteFrom("campaigns").where("organization_id", "=", ctx.organizationId).where("id", "=", id).execute();
  await ctx.publish(campaignDeleted, { campaignId: id });
}
