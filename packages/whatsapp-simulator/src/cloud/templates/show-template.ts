import type { Template } from "../cloud-objects.ts";
import type { GraphCall } from "../graph/graph-call.ts";
import { pageOf } from "../graph/page-of.ts";
import { pickFields } from "../graph/pick-fields.ts";

const FIELDS = ["name", "parameter_format", "components", "language", "status", "category"];

/** A template as the API shows it. */
export function showTemplate(template: Template, fields: string | null): object {
  const whole = {
    id: template.id,
    name: template.name,
    language: template.language,
    category: template.category,
    parameter_format: template.parameterFormat,
    components: template.components,
    status: template.status,
    rejected_reason: template.rejectedReason,
    quality_score: { score: template.quality, date: Math.floor((template.edits.at(-1) ?? 0) / 1000) },
  };
  return pickFields(whole, fields, FIELDS);
}

/** The templates of an account that fit what is asked. */
export function listTemplates({ cloud, query }: GraphCall, wabaId: string): object {
  const wish = (name: string) => query.get(name);
  const list = cloud.templates
    .list(wabaId)
    .filter(
      (template) =>
        template.status !== "DELETED" &&
        (wish("name") === null || template.name.includes(wish("name") ?? "")) &&
        (wish("language") === null || template.language === wish("language")) &&
        (wish("category") === null || template.category === wish("category")) &&
        (wish("status") === null || template.status === wish("status")),
    );
  return pageOf(list, query, (template) => showTemplate(template, query.get("fields")));
}
