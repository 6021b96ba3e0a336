import { z } from "zod";
import { fact } from "../../kernel/fact.ts";

export const campaignStatus = z.enum(["draft", "sending", "paused", "stopping", "stopped", "completed"]);
export type CampaignStatus = z.infer<typeof campaignStatus>;

/** What became of the audience. The numbers always add up to `audienceSize`. */
export const campaignCounts = z.object({
  pending: z.number().int().describe("Not yet in the queue of the number."),
  queued: z.number().int().describe("In the queue of the number, or on the way to WhatsApp."),
  sent: z.number().int().describe("Accepted by WhatsApp, not yet on the phone."),
  delivered: z.number().int().describe("On the phone, not yet read."),
  read: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  unknown: z.number().int().describe("Handed to WhatsApp without an answer, and not repeated."),
});
export type CampaignCounts = z.infer<typeof campaignCounts>;

const change = z.object({
  campaignId: z.uuid(),
  name: z.string(),
  status: campaignStatus,
  /** Why the machine itself did it, for example `session_deleted`. */
  reason: z.string().optional(),
  at: z.iso.datetime(),
  by: z.uuid().nullable(),
});

/** A draft was made or changed. */
export const campaignSaved = fact("campaign.saved", change);
/** A draft was deleted. */
export const campaignDeleted = fact("campaign.deleted", z.object({ campaignId: z.uuid() }));
/** The audience is frozen and the first messages are on their way. */
export const campaignLaunched = fact("campaign.launched", change);
export const campaignPaused = fact("campaign.paused", change);
export const campaignResumed = fact("campaign.resumed", change);
/** Somebody stopped it for good; who was not yet written to is being skipped. */
export const campaignStopped = fact("campaign.stopped", change);
/** Everybody is accounted for; receipts may still arrive. */
export const campaignCompleted = fact("campaign.completed", change);

/** New counts, at most one a second. */
export const campaignProgressed = fact(
  "campaign.progressed",
  z.object({
    campaignId: z.uuid(),
    status: campaignStatus,
    audienceSize: z.number().int(),
    counts: campaignCounts,
    at: z.iso.datetime(),
  }),
);
