import type { Ctx } from "../../kernel/context.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { draftColumns, requireDraftTargets } from "./draft.ts";
import { campaignSaved } from "./events.ts";
import { accessCampaignTo, type CampaignRow } from "./policy.ts";
import type { Draft } from "./schema.ts";

/** Saves the given parts of a draft; what is not given stays. A test that was sent no longer counts after a new text. */
export async function saveDraft(ctx: Ctx, id: string, draft: Draft): Promise<CampaignRow> {
  const before = await accessCampaignTo(ctx, id, "edit");
  await requireDraftTargets(ctx, draft);
  const isNewText = draft.text !== undefined && draft.text !== before.text;
  const campaign = await ctx.db
    .updateTable("campaigns")
    .set({ ...draftColumns(draft), ...(isNewText ? { tested_at: null } : {}), updated_at: ctx.now() })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await ctx.publish(campaignSaved, {
    campaignId: id,
    name: campaign.name,
    status: "draft",
    at: ctx.now().toISOString(),
    by: userIdOf(ctx.actor),
  });
  return campaign;
}
