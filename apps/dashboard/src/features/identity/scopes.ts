import { say } from "../../texts/say.ts";
import { identityTexts } from "./texts.ts";

/** What a key may be allowed, in the order of the form. */
export const scopes = [
  "sessions.read",
  "sessions.manage",
  "messages.read",
  "messages.send",
  "contacts.read",
  "contacts.manage",
  "campaigns.read",
  "campaigns.manage",
] as const;

type Scope = (typeof scopes)[number];

/** A scope in words; one that a newer server invented shows under its own name. */
export function scopeLabel(scope: string): string {
  return isScope(scope) ? say(identityTexts, `scope.${scope}`) : scope;
}

function isScope(value: string): value is Scope {
  return scopes.some((scope) => scope === value);
}
