import { parseText, renderText } from "@balas/message-text";
import type { Ctx } from "../../kernel/context.ts";
import { invalid } from "../../kernel/errors.ts";
import { listFieldKeys, normalizePhone, readContactsForText } from "../contacts/index.ts";
import { sendMessage } from "../messages/index.ts";
import { findSession } from "../sessions/index.ts";
import { checkMessage } from "./check-message.ts";
import { accessCampaignTo } from "./policy.ts";
import { previewCampaign, variantSeed } from "./preview-campaign.ts";
import { textValues } from "./text-values.ts";

/**
 * Sends the text as one person of the audience would get it to a number of one's own: the campaign's own number where
 * none is given. It is a real message of that number, so it is paced, and refused to who said STOP.
 */
export async function sendTest(
  ctx: Ctx,
  id: string,
  request: { phone?: string; contactId?: string },
): Promise<{ messageId: string; phone: string }> {
  const campaign = await accessCampaignTo(ctx, id, "test");
  const errors = checkMessage(campaign.text, await listFieldKeys(ctx)).found.filter(
    (problem) => problem.severity === "error",
  );
  if (errors.length > 0) throw invalid("campaign_has_problems", { problems: errors });
  const session = campaign.session_id === null ? undefined : await findSession(ctx, campaign.session_id);
  if (!session) throw invalid("no_session");
  const phone = request.phone ? readPhone(request.phone) : session.phone;
  if (!phone) throw invalid("session_not_paired");
  const message = await sendMessage(ctx, {
    sessionId: session.id,
    to: { phone },
    text: await renderFor(ctx, campaign, request.contactId),
    priority: 5,
    purpose: "broadcast",
    origin: { type: "test", id },
  });
  await ctx.db
    .updateTable("campaigns")
    .set({ tested_at: ctx.now() })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
  return { messageId: message.id, phone };
}

/** Indonesian unless a country code says otherwise. */
function readPhone(text: string): string {
  const { phone, problem } = normalizePhone(text, "ID");
  if (!phone) throw invalid("invalid_phone", { problem });
  return phone;
}

async function renderFor(
  ctx: Ctx,
  campaign: Awaited<ReturnType<typeof accessCampaignTo>>,
  contactId: string | undefined,
): Promise<string> {
  if (contactId) {
    const contact = (await readContactsForText(ctx, [contactId])).get(contactId);
    if (!contact) throw invalid("contact_not_found");
    const variant = { seed: variantSeed(campaign.id, contactId) };
    return renderText(parseText(campaign.text), { values: textValues(contact), variant }).text;
  }
  const { people } = await previewCampaign(ctx, campaign, { limit: 1 });
  return people[0]?.text ?? renderText(parseText(campaign.text), { values: {}, variant: { index: 0 } }).text;
}
