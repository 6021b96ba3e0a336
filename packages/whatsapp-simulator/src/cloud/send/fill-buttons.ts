import type { proto } from "baileys";
import { type Input, isInput } from "../../admin/read-input.ts";
import type { Template } from "../cloud-objects.ts";
import { GraphError } from "../graph-error.ts";
import { fill, placeholdersIn } from "../templates/placeholders.ts";
import { numberAt, objectAt, objectsAt, optionalTextAt, textAt } from "./parameters.ts";

export type FilledButton = proto.IHydratedTemplateButton;

const SUB_TYPES: Record<string, string> = {
  quick_reply: "QUICK_REPLY",
  url: "URL",
  copy_code: "COPY_CODE",
  flow: "FLOW",
  catalog: "CATALOG",
  mpm: "MPM",
  voice_call: "VOICE_CALL",
};

/** The buttons of a template, with what the message gives for each. */
export function fillButtons(template: Template, components: Input[]): FilledButton[] {
  const definition = template.components.find((component) => component.type === "BUTTONS");
  const buttons = Array.isArray(definition?.buttons) ? definition.buttons.filter(isInput) : [];
  const given = new Map<number, Input>();
  for (const component of components) {
    if (String(component.type).toLowerCase() !== "button") continue;
    const index = numberAt(component, "index", 0, 9);
    const button = buttons[index];
    const subType = textAt(component, "sub_type", 50).toLowerCase();
    const fits = button && (button.type === SUB_TYPES[subType] || (button.type === "OTP" && subType === "url"));
    if (!fits) throw new GraphError(132018, `button at index ${index} of the template is not of type ${subType}`);
    given.set(index, component);
  }
  return buttons.map((button, index) => ({ index, ...filled(button, given.get(index), index) }));
}

function filled(button: Input, given: Input | undefined, index: number): FilledButton {
  const displayText = optionalTextAt(button, "text", 100) ?? "";
  const [parameter] = given ? objectsAt(given, "parameters", 0, 1) : [];
  if (button.type === "URL" || button.type === "OTP") {
    const url = optionalTextAt(button, "url", 2_000) ?? "";
    const names = placeholdersIn(url);
    const needsOne = names.length > 0 || button.type === "OTP";
    if (needsOne && !parameter)
      throw new GraphError(131008, `buttons: Button at index ${index} of type Url requires a parameter`);
    if (!needsOne && parameter)
      throw new GraphError(132018, `buttons: Button at index ${index} of type Url takes no parameter`);
    const value = parameter ? textAt(parameter, "text", 2_000) : "";
    return { urlButton: { displayText, url: fill(url, Object.fromEntries(names.map((name) => [name, value]))) } };
  }
  if (button.type === "PHONE_NUMBER")
    return { callButton: { displayText, phoneNumber: optionalTextAt(button, "phone_number", 30) ?? "" } };
  if (button.type === "COPY_CODE") {
    const code = parameter ? textAt(parameter, "coupon_code", 20) : undefined;
    if (code === undefined) throw new GraphError(131008, `buttons: Button at index ${index} requires a coupon code`);
    return { quickReplyButton: { displayText: displayText || "Copy code", id: code } };
  }
  if (button.type === "FLOW" && parameter) objectAt(parameter, "action");
  const payload = parameter?.type === "payload" ? textAt(parameter, "payload", 256) : undefined;
  return { quickReplyButton: { displayText, id: payload ?? displayText } };
}
