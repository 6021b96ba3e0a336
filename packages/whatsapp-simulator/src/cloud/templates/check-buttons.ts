import type { Input } from "../../admin/read-input.ts";
import { GraphError, invalidParameter } from "../graph-error.ts";
import { objectsAt, optionalTextAt, textAt, wrongValue } from "../send/parameters.ts";
import { placeholdersIn } from "./placeholders.ts";

const TYPES = ["QUICK_REPLY", "URL", "PHONE_NUMBER", "OTP", "FLOW", "MPM", "SPM", "CATALOG", "COPY_CODE", "VOICE_CALL"];
const OTP_TYPES = ["COPY_CODE", "ONE_TAP", "ZERO_TAP"];

/** Checks the buttons of a template. */
export function checkButtonDefinitions(component: Input, category: string): void {
  const buttons = objectsAt(component, "buttons", 1, 10);
  for (const button of buttons) {
    button.type = textAt(button, "type", 50).toUpperCase();
    if (!TYPES.includes(String(button.type))) throw invalidParameter(`There is no button of type ${button.type}.`);
    checkButton(button, category);
  }
  component.buttons = buttons;
  const count = (type: string) => buttons.filter((button) => button.type === type).length;
  if (count("URL") > 2) throw wrongValue("A template has two buttons of type URL at most.");
  if (count("PHONE_NUMBER") > 1 || count("COPY_CODE") > 1) throw wrongValue("A template has one button of this type.");
}

function checkButton(button: Input, category: string): void {
  if (button.type === "OTP") {
    if (category !== "AUTHENTICATION") throw wrongValue("Buttons of type OTP belong to category AUTHENTICATION.");
    const kind = String(button.otp_type ?? "").toUpperCase();
    if (!OTP_TYPES.includes(kind)) throw invalidParameter(`Param otp_type must be one of ${OTP_TYPES.join(", ")}.`);
    button.text = optionalTextAt(button, "text", 25) ?? "Copy code";
    return;
  }
  const hasOwnWords = ["COPY_CODE", "CATALOG", "MPM", "SPM"].includes(String(button.type));
  if (!hasOwnWords) textAt(button, "text", 25);
  if (button.type === "PHONE_NUMBER") textAt(button, "phone_number", 20);
  if (button.type !== "URL") return;
  const url = textAt(button, "url", 2_000);
  const names = placeholdersIn(url);
  if (names.length > 1 || (names.length === 1 && !/\}\}$/.test(url)))
    throw new GraphError(100, "An address has one variable, at its end.", { subcode: 2388047 });
  if (names.length === 1 && button.example === undefined)
    throw new GraphError(100, "An address with a variable needs an example.", { subcode: 2388043 });
}
