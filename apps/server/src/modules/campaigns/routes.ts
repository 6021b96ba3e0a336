import { z } from "zod";
import { pageOf, pageQuery } from "../../kernel/paging.ts";
import { route } from "../../kernel/route.ts";
import { checkCampaign } from "./check-campaign.ts";
import { countRecipients, sumCounts } from "./counts.ts";
import { createCampaign } from "./create-campaign.ts";
import { deleteDraft } from "./delete-draft.ts";
import { campaignCounts, campaignStatus } from "./events.ts";
import { launchCampaign } from "./launch-campaign.ts";
import { listCampaigns } from "./list-campaigns.ts";
import { listRecipients } from "./list-recipients.ts";
import { pauseCampaign } from "./pause-campaign.ts";
import { accessCampaign } from "./policy.ts";
import { presentCampaign } from "./present-campaign.ts";
import { presentCheck } from "./present-check.ts";
import { previewCampaign } from "./preview-campaign.ts";
import { reportCampaign } from "./report-campaign.ts";
import { resumeCampaign } from "./resume-campaign.ts";
import { saveDraft } from "./save-draft.ts";
import {
  draftShape,
  presentedCampaign,
  presentedCheck,
  presentedPreview,
  presentedRecipient,
  presentedReport,
  recipientStatus,
} from "./schema.ts";
import { sendTest } from "./send-test.ts";
import { stopCampaign } from "./stop-campaign.ts";

const tag = "Campaigns";
const params = z.object({ id: z.uuid() });

export const routes = [
  route({
    method: "GET",
    path: "/campaigns",
    permission: "campaigns.view",
    tag,
    summary: "List campaigns, newest first",
    query: pageQuery.extend({ status: campaignStatus.optional(), search: z.string().max(100).optional() }),
    response: pageOf(presentedCampaign),
    run: (ctx, { query }) => listCampaigns(ctx, query),
  }),
  route({
    method: "POST",
    path: "/campaigns",
    permission: "campaigns.edit",
    tag,
    summary: "Start a draft",
    body: draftShape.extend({ name: z.string().trim().min(1).max(200) }),
    response: presentedCampaign,
    status: 201,
    run: async (ctx, { body }) => presentCampaign(ctx, await createCampaign(ctx, body)),
  }),
  route({
    method: "GET",
    path: "/campaigns/:id",
    permission: "campaigns.view",
    tag,
    summary: "Read a campaign with its report",
    description: "`counts` is counted from the recipients themselves; its numbers always add up to `audienceSize`.",
    params,
    response: presentedReport,
    run: async (ctx, { params: { id } }) => reportCampaign(ctx, await accessCampaign(ctx, id)),
  }),
  route({
    method: "PUT",
    path: "/campaigns/:id",
    permission: "campaigns.edit",
    tag,
    summary: "Save parts of a draft",
    description: "What is not given stays. 409 `campaign_not_draft` after the launch.",
    params,
    body: draftShape,
    response: presentedCampaign,
    run: async (ctx, { params: { id }, body }) => presentCampaign(ctx, await saveDraft(ctx, id, body)),
  }),
  route({
    method: "DELETE",
    path: "/campaigns/:id",
    permission: "campaigns.edit",
    tag,
    summary: "Delete a draft",
    params,
    run: async (ctx, { params: { id } }) => {
      await deleteDraft(ctx, id);
      return undefined;
    },
  }),
  route({
    method: "POST",
    path: "/campaigns/:id/check",
    permission: "campaigns.view",
    tag,
    summary: "Check a campaign as it would be launched now",
    description: "Who would receive it, who would be skipped and why, what is wrong, and hour by hour when it is done.",
    params,
    response: presentedCheck,
    run: async (ctx, { params: { id } }) =>
      presentCheck(await checkCampaign(ctx, await accessCampaign(ctx, id)), ctx.now()),
  }),
  route({
    method: "POST",
    path: "/campaigns/:id/preview",
    permission: "campaigns.view",
    tag,
    summary: "Write the text for real people of the audience",
    params,
    body: z.object({
      text: z.string().max(20_000).optional().describe("Instead of the saved one."),
      limit: z.number().int().min(1).max(50).default(10),
    }),
    response: presentedPreview,
    run: async (ctx, { params: { id }, body }) => previewCampaign(ctx, await accessCampaign(ctx, id), body),
  }),
  route({
    method: "POST",
    path: "/campaigns/:id/test",
    permission: "campaigns.edit",
    tag,
    summary: "Send a test to a number of one's own",
    params,
    body: z.object({
      phone: z.string().max(30).optional().describe("Default: the number that sends."),
      contactId: z.uuid().optional().describe("Whose text is sent; default: somebody of the audience."),
    }),
    response: z.object({ messageId: z.uuid(), phone: z.string() }),
    status: 202,
    limit: { count: 20, seconds: 60 },
    run: (ctx, { params: { id }, body }) => sendTest(ctx, id, body),
  }),
  route({
    method: "POST",
    path: "/campaigns/:id/launch",
    permission: "campaigns.launch",
    tag,
    summary: "Freeze the audience and start sending",
    description:
      "422 `campaign_has_problems` lists what must be repaired; 409 `campaign_not_draft` when somebody launched it before; " +
      "409 `audience_changed` when `expectedRecipients` is not the number who would receive it now.",
    params,
    body: z.object({ expectedRecipients: z.number().int().optional() }),
    response: presentedCampaign,
    run: async (ctx, { params: { id }, body }) => presentCampaign(ctx, await launchCampaign(ctx, id, body)),
  }),
  route({
    method: "POST",
    path: "/campaigns/:id/pause",
    permission: "campaigns.pause",
    tag,
    summary: "Stop sending for now",
    params,
    response: presentedCampaign,
    run: async (ctx, { params: { id } }) => presentCampaign(ctx, await pauseCampaign(ctx, id)),
  }),
  route({
    method: "POST",
    path: "/campaigns/:id/resume",
    permission: "campaigns.launch",
    tag,
    summary: "Go on, by another number if wanted",
    params,
    body: z.object({ sessionId: z.uuid().optional() }),
    response: presentedCampaign,
    run: async (ctx, { params: { id }, body }) => presentCampaign(ctx, await resumeCampaign(ctx, id, body)),
  }),
  route({
    method: "POST",
    path: "/campaigns/:id/stop",
    permission: "campaigns.pause",
    tag,
    summary: "End a campaign for good",
    description: "Whoever was not yet written to is skipped with the reason `stopped`.",
    params,
    response: presentedCampaign,
    run: async (ctx, { params: { id } }) => presentCampaign(ctx, await stopCampaign(ctx, id)),
  }),
  route({
    method: "GET",
    path: "/campaigns/:id/progress",
    permission: "campaigns.view",
    tag,
    summary: "Read the counts alone",
    params,
    response: z.object({ status: campaignStatus, audienceSize: z.number().int().nullable(), counts: campaignCounts }),
    run: async (ctx, { params: { id } }) => {
      const campaign = await accessCampaign(ctx, id);
      return {
        status: campaignStatus.parse(campaign.status),
        audienceSize: campaign.audience_size,
        counts: sumCounts(await countRecipients(ctx, id)),
      };
    },
  }),
  route({
    method: "GET",
    path: "/campaigns/:id/recipients",
    permission: "campaigns.view",
    tag,
    summary: "List the audience and what became of each person",
    params,
    query: pageQuery.extend({ status: recipientStatus.optional(), reason: z.string().max(100).optional() }),
    response: pageOf(presentedRecipient),
    run: async (ctx, { params: { id }, query }) => listRecipients(ctx, await accessCampaign(ctx, id), query),
  }),
];
