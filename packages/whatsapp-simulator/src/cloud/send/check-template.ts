import { isInput } from "../../admin/read-input.ts";
import type { Cloud } from "../cloud.ts";
import type { Template } from "../cloud-objects.ts";
import { GraphError } from "../graph-error.ts";
import { fillTemplate } from "./fill-template.ts";
import { objectAt, objectsAt, textAt } from "./parameters.ts";
import type { CheckedContent, Sending } from "./sending.ts";

/** A message made of an approved template; whatever does not fit its definition is refused. */
export function checkTemplate(sending: Sending): CheckedContent {
  const part = objectAt(sending.input, "template");
  const name = textAt(part, "name", 512);
  const language = textAt(objectAt(part, "language"), "code", 20);
  const template = findTemplate(sending.cloud, sending.number.wabaId, name, language);
  const components = part.components === undefined ? [] : objectsAt(part, "components", 0, 30);
  const filled = fillTemplate(sending, template, components);
  const isAuthentication = template.category === "AUTHENTICATION";
  return {
    type: "template",
    category: template.category.toLowerCase(),
    template: template.id,
    isHeld: template.pacing,
    needsPhone: isAuthentication && hasCodeButton(template),
    build: async () => {
      await filled.load?.();
      return {
        templateMessage: {
          hydratedTemplate: {
            hydratedTitleText: filled.header,
            hydratedContentText: filled.body,
            hydratedFooterText: filled.footer,
            hydratedButtons: filled.buttons,
            templateId: template.id,
          },
        },
      };
    },
  };
}

function findTemplate(cloud: Cloud, wabaId: string, name: string, language: string): Template {
  const template = cloud.templates
    .list(wabaId)
    .find((one) => one.name === name && one.language === language && one.status !== "DELETED");
  const absent = `template name (${name}) does not exist in ${language}`;
  if (!template) throw new GraphError(132001, absent);
  if (template.status === "PAUSED") throw new GraphError(132015);
  if (template.status === "DISABLED") throw new GraphError(132016);
  // A template under review is, to who wants to send it, not there yet.
  if (template.status !== "APPROVED") throw new GraphError(132001, absent);
  return template;
}

function hasCodeButton(template: Template): boolean {
  return template.components.some(
    (component) =>
      Array.isArray(component.buttons) &&
      component.buttons.some((button: unknown) => isInput(button) && button.type === "OTP"),
  );
}
