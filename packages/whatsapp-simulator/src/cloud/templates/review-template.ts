import type { Cloud } from "../cloud.ts";
import type { Template, TemplateStatus } from "../cloud-objects.ts";
import { setTemplateQuality, setTemplateStatus } from "./tell-template.ts";

const HOUR = 3_600_000;
/** The first pause by quality takes three hours, the second six; the third one disables. */
const PAUSES = [
  { hours: 3, title: "FIRST_PAUSE" },
  { hours: 6, title: "SECOND_PAUSE" },
];

/** Lets a template be reviewed when its time has come. */
export function planReview(cloud: Cloud, { id, reviewAt }: Template): void {
  if (reviewAt === null) return;
  cloud.network.clock.at(reviewAt, () => {
    const template = cloud.templates.find(id);
    if (template?.status !== "PENDING" || template.reviewAt !== reviewAt) return;
    reviewTemplate(cloud, template, cloud.settings.templateReview === "reject" ? "REJECTED" : "APPROVED");
  });
}

/** Decides about a template. */
export function reviewTemplate(
  cloud: Cloud,
  template: Template,
  status: TemplateStatus,
  reason = "INCORRECT_CATEGORY",
): Template {
  const rejectedReason = status === "REJECTED" ? reason : "NONE";
  const decided = { ...template, reviewAt: null, pausedUntil: null, rejectedReason };
  const detail = status === "DISABLED" ? { disable_info: { disable_date: cloud.network.clock.now() } } : {};
  return setTemplateStatus(cloud, decided, status, status, detail);
}

/** What readers think of a template: red pauses it for hours, and the third time for good. */
export function rateTemplate(cloud: Cloud, template: Template, quality: Template["quality"]): Template {
  const rated = setTemplateQuality(cloud, template, quality);
  if (quality !== "RED" || rated.status !== "APPROVED") return rated;
  const pause = PAUSES[rated.pauses];
  if (!pause) return reviewTemplate(cloud, rated, "DISABLED");
  const pausedUntil = cloud.network.clock.now() + pause.hours * HOUR;
  const paused = setTemplateStatus(cloud, { ...rated, pauses: rated.pauses + 1, pausedUntil }, "PAUSED", "PAUSED", {
    other_info: {
      title: pause.title,
      description: `Your template has been paused for ${pause.hours} hours because it had issues.`,
    },
  });
  planUnpause(cloud, paused);
  return paused;
}

/** Lets a template that quality paused go on by itself. */
export function planUnpause(cloud: Cloud, { id, pausedUntil }: Template): void {
  if (pausedUntil === null) return;
  cloud.network.clock.at(pausedUntil, () => {
    const template = cloud.templates.find(id);
    if (template?.status === "PAUSED" && template.pausedUntil === pausedUntil) unpauseTemplate(cloud, template);
  });
}

/** Lets a paused template be sent again. */
export function unpauseTemplate(cloud: Cloud, template: Template): Template {
  return setTemplateStatus(cloud, { ...template, pausedUntil: null, pacing: false }, "APPROVED", "UNPAUSED");
}

/** Takes up reviews and pauses that were under way when the network was stopped. */
export function resumeTemplates(cloud: Cloud): void {
  for (const template of cloud.templates.list()) {
    if (template.status === "PENDING") planReview(cloud, template);
    if (template.status === "PAUSED") planUnpause(cloud, template);
  }
}
