import type { Cloud } from "../cloud.ts";
import type { Quality, Template, TemplateCategory, TemplateStatus } from "../cloud-objects.ts";
import { postChange } from "../webhooks/post-change.ts";

/** Writes the status of a template and tells the subscribed apps; the event may have a name of its own. */
export function setTemplateStatus(
  cloud: Cloud,
  template: Template,
  status: TemplateStatus,
  event: string = status,
  detail: object = {},
): Template {
  const next = { ...template, status };
  tell(cloud, next, "message_template_status_update", {
    event,
    reason: next.rejectedReason,
    message_template_category: next.category,
    ...detail,
  });
  return next;
}

/** Writes the quality of a template and tells the subscribed apps. */
export function setTemplateQuality(cloud: Cloud, template: Template, quality: Quality): Template {
  const next = { ...template, quality };
  tell(cloud, next, "message_template_quality_update", {
    previous_quality_score: template.quality,
    new_quality_score: quality,
  });
  return next;
}

/** Moves a template to another category, as the platform does on its own. */
export function setTemplateCategory(cloud: Cloud, template: Template, category: TemplateCategory): Template {
  const next = { ...template, category };
  tell(cloud, next, "template_category_update", {
    previous_category: template.category,
    new_category: category,
  });
  return next;
}

function tell(cloud: Cloud, template: Template, field: string, value: object): void {
  const start = cloud.network.store.transaction(() => {
    cloud.templates.put(template.id, template.wabaId, template);
    return postChange(cloud, {
      wabaId: template.wabaId,
      field,
      value: {
        ...value,
        message_template_id: Number(template.id),
        message_template_name: template.name,
        message_template_language: template.language,
      },
    });
  });
  start();
}
