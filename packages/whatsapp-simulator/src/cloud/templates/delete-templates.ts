import type { Template, Waba } from "../cloud-objects.ts";
import type { GraphCall } from "../graph/graph-call.ts";
import { GraphError } from "../graph-error.ts";
import { textAt } from "../send/parameters.ts";
import { setTemplateStatus } from "./tell-template.ts";

/** Deletes all languages of a template, or with `hsm_id` one. */
export function deleteTemplates({ cloud, input }: GraphCall, waba: Waba): object {
  const name = textAt(input, "name", 512);
  const id = input.hsm_id === undefined ? undefined : String(input.hsm_id);
  const fits = (one: Template) => one.name === name && one.status !== "DELETED" && (id === undefined || one.id === id);
  const found = cloud.templates.list(waba.id).filter(fits);
  if (found.length === 0)
    throw new GraphError(100, "Message Template not found.", {
      subcode: 2593002,
      userMessage: "Message Template Not Found",
    });
  for (const template of found)
    setTemplateStatus(cloud, { ...template, deletedAt: cloud.network.clock.now() }, "DELETED", "PENDING_DELETION");
  return { success: true };
}
