import type { Template, TemplateCategory, Waba } from "../cloud-objects.ts";
import type { GraphCall } from "../graph/graph-call.ts";
import { GraphError, invalidParameter } from "../graph-error.ts";
import { textAt } from "../send/parameters.ts";
import { newGraphId } from "../shelf.ts";
import { checkDefinition } from "./check-definition.ts";
import { planReview } from "./review-template.ts";

const CATEGORIES: readonly TemplateCategory[] = ["MARKETING", "UTILITY", "AUTHENTICATION"];
const LOCKED = 30 * 24 * 3_600_000;

/** Takes a new template for review. */
export function createTemplate(call: GraphCall, waba: Waba): object {
  const { cloud, input } = call;
  const name = textAt(input, "name", 512);
  if (!/^[a-z0-9_]+$/.test(name))
    throw invalidParameter(
      "Param name must have lowercase letters, digits and underscores only.",
      "Invalid name",
      2388071,
    );
  const language = textAt(input, "language", 20);
  if (!/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/.test(language)) throw invalidParameter(`The language ${language} is unknown.`);
  const category = readCategory(input.category);
  const isNamed = String(input.parameter_format ?? "POSITIONAL").toUpperCase() === "NAMED";
  const components = checkDefinition(call, category, isNamed);
  checkRoom(call, waba, name, language);
  const now = cloud.network.clock.now();
  const isReviewed = cloud.settings.templateReview !== "manual";
  const template: Template = {
    id: newGraphId(),
    wabaId: waba.id,
    name,
    language,
    category,
    parameterFormat: isNamed ? "NAMED" : "POSITIONAL",
    components,
    status: "PENDING",
    quality: "UNKNOWN",
    rejectedReason: "NONE",
    pauses: 0,
    pausedUntil: null,
    pacing: false,
    reviewAt: isReviewed ? now + cloud.settings.templateReviewDelay : null,
    edits: [],
    deletedAt: null,
  };
  cloud.templates.put(template.id, waba.id, template);
  planReview(cloud, template);
  return { id: template.id, status: template.status, category };
}

/** The category of a template. */
export function readCategory(value: unknown): TemplateCategory {
  const category = CATEGORIES.find((one) => one === String(value ?? "").toUpperCase());
  if (!category) throw invalidParameter(`Param category must be one of ${CATEGORIES.join(", ")}.`);
  return category;
}

function checkRoom({ cloud }: GraphCall, waba: Waba, name: string, language: string): void {
  const all = cloud.templates.list(waba.id);
  const now = cloud.network.clock.now();
  const same = all.filter((one) => one.name === name && one.language === language);
  if (same.some((one) => one.status !== "DELETED"))
    throw new GraphError(100, `There is already ${language} content for this template.`, {
      subcode: 2388024,
      userMessage: "Content in this language already exists",
    });
  // The name of a deleted template stays locked, so that nobody gets another meaning under a known name.
  if (same.some((one) => one.deletedAt !== null && now - one.deletedAt < LOCKED))
    throw new GraphError(100, `New ${language} content can't be added while the existing content is being deleted.`, {
      subcode: 2388023,
      userMessage: "Message template language is being deleted",
    });
  if (all.filter((one) => one.status !== "DELETED").length >= (waba.verified ? 6_000 : 250))
    throw new GraphError(100, "The account has as many templates as it may have.", { subcode: 2388019 });
}
