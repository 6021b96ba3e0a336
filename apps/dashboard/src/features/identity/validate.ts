import { common } from "../../texts/common.ts";
import { say } from "../../texts/say.ts";
import { judgePassword } from "./password-rules.ts";
import { identityTexts } from "./texts.ts";

/** Complete enough to be worth sending; whether it exists is found out by the mail. */
export function checkEmail(value: string): string | null {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : say(identityTexts, "email.wrong");
}

export function checkName(value: string): string | null {
  return value.trim() === "" ? say(identityTexts, "name.wrong") : null;
}

export function checkPresent(value: string): string | null {
  return value === "" ? say(common, "required") : null;
}

export function checkNewPassword(value: string, personal: readonly string[]): string | null {
  return judgePassword(value, personal).strength >= 2 ? null : say(identityTexts, "rule.unmet");
}
