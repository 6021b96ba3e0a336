import { parseText, renderText } from "@balas/message-text";
import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { audienceShape, listFieldKeys } from "../contacts/index.ts";
import { checkMessage } from "./check-message.ts";
import type { CampaignRow } from "./policy.ts";
import { recipientSource } from "./recipient-source.ts";
import type { presentedPreview } from "./schema.ts";
import { offeredVariables, textValues } from "./text-values.ts";

/** Writes the text for some real people of the audience, each with the variant he would get. */
export async function previewCampaign(
  ctx: Ctx,
  campaign: CampaignRow,
  request: { text?: string; limit: number },
): Promise<z.input<typeof presentedPreview>> {
  const text = request.text ?? campaign.text;
  const parsed = parseText(text);
  const fieldKeys = await listFieldKeys(ctx);
  const people = await readSome(ctx, campaign, request.limit);
  return {
    people: people.map((person) => {
      const values = textValues(person);
      const rendered = renderText(parsed, { values, variant: { seed: variantSeed(campaign.id, person.contactId) } });
      return { contactId: person.contactId, name: person.name, phone: person.phone, values, ...rendered };
    }),
    variables: offeredVariables(fieldKeys),
    variantCount: parsed.variantCount,
    problems: checkMessage(text, fieldKeys).found,
  };
}

/** Which variant a person gets hangs on this alone, so preview, sending and every retry agree. */
export function variantSeed(campaignId: string, contactId: string): string {
  return `${campaignId} ${contactId}`;
}

interface Person {
  contactId: string;
  name: string | null;
  phone: string | null;
  fields: Record<string, string>;
}

async function readSome(ctx: Ctx, campaign: CampaignRow, limit: number): Promise<Person[]> {
  if (campaign.audience === null) return [];
  const source = recipientSource(ctx, audienceShape.parse(campaign.audience), campaign.zone);
  const { rows } = await sql<Person>`
    select contact_id as "contactId", name, phone, fields from (${source}) as recipient
    where reason is null limit ${limit}`.execute(ctx.db);
  return rows;
}
