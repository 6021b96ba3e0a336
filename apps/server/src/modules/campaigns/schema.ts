import { z } from "zod";
import { audienceShape } from "../contacts/index.ts";
import { campaignCounts, campaignStatus } from "./events.ts";

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must look like 20:00");
export const quietHoursShape = z
  .object({ from: clockTime, to: clockTime })
  .describe("Nobody is written to between these times of his own zone; may pass midnight.");
export const speedShape = z.enum(["careful", "normal", "fast"]);
export const stepShape = z.enum(["audience", "content", "limits", "test", "review"]);

/** Everything of a draft is optional, so that the wizard saves at each step. */
export const draftShape = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  audience: audienceShape.nullable().optional(),
  sessionId: z.uuid().nullable().optional().describe("The number that sends."),
  text: z.string().max(20_000).optional().describe("With {{variables|fallback}} and {one|other}."),
  speed: speedShape.optional(),
  quietHours: quietHoursShape.nullable().optional(),
  step: stepShape.optional().describe("The step of the wizard that was saved last."),
});
export type Draft = z.infer<typeof draftShape>;

export const presentedCampaign = z.object({
  id: z.uuid(),
  name: z.string(),
  status: campaignStatus,
  statusAt: z.iso.datetime(),
  statusBy: z.uuid().nullable(),
  statusReason: z.string().nullable().describe("Why the machine itself changed the status."),
  step: stepShape,
  audience: audienceShape.nullable(),
  sessionId: z.uuid().nullable(),
  text: z.string(),
  speed: speedShape,
  quietHours: quietHoursShape.nullable(),
  zone: z.string().describe("Zone of recipients whose own is unknown."),
  audienceSize: z.number().int().nullable(),
  counts: campaignCounts.nullable().describe("Null for a draft."),
  createdAt: z.iso.datetime(),
  createdBy: z.uuid().nullable(),
  updatedAt: z.iso.datetime(),
  testedAt: z.iso.datetime().nullable(),
  launchedAt: z.iso.datetime().nullable(),
  abilities: z
    .object({
      edit: z.boolean(),
      delete: z.boolean(),
      test: z.boolean(),
      launch: z.boolean(),
      pause: z.boolean(),
      resume: z.boolean(),
      stop: z.boolean(),
    })
    .describe("What the caller may do with it now."),
});
export type PresentedCampaign = z.infer<typeof presentedCampaign>;

const reasonCount = z.object({ reason: z.string(), count: z.number().int() });

/** A campaign with everything its report shows. */
export const presentedReport = presentedCampaign.extend({
  reasons: z.object({ skipped: z.array(reasonCount), failed: z.array(reasonCount), unknown: z.array(reasonCount) }),
  variants: z
    .array(z.object({ variant: z.number().int(), text: z.string(), counts: campaignCounts }))
    .describe("Results by text, most used first, at most 50."),
  history: z.array(
    z.object({
      status: campaignStatus,
      at: z.iso.datetime(),
      by: z.uuid().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  nextWakeAt: z.iso.datetime().nullable().describe("When sending goes on, while everybody left is in quiet hours."),
});

export const recipientStatus = campaignCounts.keyof();

export const presentedRecipient = z.object({
  contactId: z.uuid(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  status: recipientStatus,
  reason: z.string().nullable(),
  at: z.iso.datetime(),
  variant: z.number().int().nullable(),
  messageId: z.uuid().nullable(),
});

export const campaignProblem = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning"]).describe("An error keeps the campaign from being launched."),
  step: stepShape.describe("Where it is repaired."),
  position: z.number().int().optional().describe("In the text."),
  length: z.number().int().optional(),
  data: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type CampaignProblem = z.infer<typeof campaignProblem>;

export const presentedCheck = z.object({
  audience: z.object({
    total: z.number().int(),
    receive: z.number().int(),
    skipped: z.array(reasonCount),
    zones: z.array(z.object({ zone: z.string(), count: z.number().int() })).describe("Of those who will receive."),
  }),
  text: z.object({
    variables: z.array(z.string()),
    variantCount: z.number().int(),
    shortest: z.number().int(),
    longest: z.number().int(),
  }),
  problems: z.array(campaignProblem),
  plan: z
    .object({
      startAt: z.iso.datetime(),
      finishAt: z.iso.datetime().nullable().describe("Null when it would take longer than 60 days."),
      perHour: z.number().nullable().describe("Null: not paced."),
      perDay: z.number().nullable(),
      hours: z.array(
        z.object({ at: z.iso.datetime(), count: z.number().int(), cap: z.number().nullable(), isQuiet: z.boolean() }),
      ),
    })
    .nullable()
    .describe("Null while no number or nobody is chosen."),
});

export const presentedPreview = z.object({
  people: z
    .array(
      z.object({
        contactId: z.uuid(),
        name: z.string().nullable(),
        phone: z.string().nullable(),
        values: z.record(z.string(), z.string()),
        text: z.string(),
        variant: z.number().int(),
        missing: z.array(z.string()).describe("Variables without a value and without a fallback."),
      }),
    )
    .describe("Real people of the audience with what each would get."),
  variables: z.array(z.string()).describe("What may stand in {{…}}."),
  variantCount: z.number().int(),
  problems: z.array(campaignProblem),
});
