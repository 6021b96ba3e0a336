import { defineModule } from "../../kernel/module.ts";
import {
  campaignCompleted,
  campaignDeleted,
  campaignLaunched,
  campaignPaused,
  campaignProgressed,
  campaignResumed,
  campaignSaved,
  campaignStopped,
} from "./events.ts";
import { onContactMerged } from "./on-contact-merged.ts";
import { onMessageStatus } from "./on-message-status.ts";
import { routes } from "./routes.ts";
import { sendBatch } from "./send-batch.job.ts";
import { sweepDue } from "./sweep-due.ts";
import { sweepProgress } from "./sweep-progress.ts";

const shown = [
  campaignSaved,
  campaignDeleted,
  campaignLaunched,
  campaignPaused,
  campaignResumed,
  campaignStopped,
  campaignCompleted,
  campaignProgressed,
];

export const campaigns = defineModule({
  name: "campaigns",
  tables: ["campaigns", "campaign_states", "campaign_recipients", "campaign_progress"],
  permissions: {
    "campaigns.view": "See campaigns and their results.",
    "campaigns.edit": "Write, test and delete drafts.",
    "campaigns.launch": "Launch and resume campaigns.",
    "campaigns.pause": "Pause and stop campaigns.",
  },
  routes,
  jobs: [sendBatch],
  listeners: [onMessageStatus, onContactMerged],
  sweeps: [sweepDue, sweepProgress],
  liveFacts: shown.map((fact) => ({ fact, permission: "campaigns.view" })),
});
