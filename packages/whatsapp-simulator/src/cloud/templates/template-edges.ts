import type { Template } from "../cloud-objects.ts";
import { needScope } from "../graph/authorize.ts";
import type { Edges, GraphCall } from "../graph/graph-call.ts";
import { GraphError } from "../graph-error.ts";
import { checkDefinition } from "./check-definition.ts";
import { readCategory } from "./create-template.ts";
import { planReview, unpauseTemplate } from "./review-template.ts";
import { showTemplate } from "./show-template.ts";

const DAY = 24 * 3_600_000;
const EDITABLE = ["APPROVED", "REJECTED", "PAUSED"];

/** What can be done with a template. */
export const templateEdges: Edges<Template> = {
  "GET ": ({ query }, template) => showTemplate(template, query.get("fields")),
  "POST ": (call, template) => editTemplate(call, template),
  "POST unpause": ({ cloud }, template) => {
    if (template.status !== "PAUSED") throw new GraphError(100, "The template is not paused.");
    unpauseTemplate(cloud, template);
    return { success: true };
  },
};

/** A changed template is reviewed again; an approved one may change once a day and ten times in thirty days. */
function editTemplate(call: GraphCall, template: Template): object {
  const { cloud, input } = call;
  needScope(call.token, "whatsapp_business_management");
  if (!EDITABLE.includes(template.status))
    throw new GraphError(100, `A template that is ${template.status} cannot be edited.`, { subcode: 2593017 });
  const now = cloud.network.clock.now();
  const edits = template.edits.filter((at) => at > now - 30 * DAY);
  const isTooMuch = edits.length >= 10 || edits.some((at) => at > now - DAY);
  if (template.status === "APPROVED" && isTooMuch)
    throw new GraphError(100, "The template was edited too often.", {
      subcode: 2388055,
      userMessage: "Message template edit limit reached",
    });
  const category = input.category === undefined ? template.category : readCategory(input.category);
  if (category !== template.category && template.status === "APPROVED")
    throw new GraphError(100, "The category of an approved template cannot change.", { subcode: 2388025 });
  const components =
    input.components === undefined
      ? template.components
      : checkDefinition(call, category, template.parameterFormat === "NAMED");
  const next: Template = {
    ...template,
    category,
    components,
    status: "PENDING",
    edits: [...edits, now],
    reviewAt: cloud.settings.templateReview === "manual" ? null : now + cloud.settings.templateReviewDelay,
  };
  cloud.templates.put(next.id, next.wabaId, next);
  planReview(cloud, next);
  return { success: true, id: next.id, name: next.name, category };
}
