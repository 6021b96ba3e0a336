import { say } from "../../texts/say.ts";
import { identityTexts } from "./texts.ts";

/** What a key may be allowed, in the order of the form: the permissions of the roles, those that make sense for a program. */
export const scopes = [
  "sessions.view",
  "sessions.manage",
  "sessions.pair",
  "messages.view",
  "messages.send",
  "inbox.view",
  "inbox.reply",
  "inbox.assign",
  "contacts.view",
  "contacts.edit",
  "contacts.import",
  "contacts.delete",
  "campaigns.view",
  "campaigns.edit",
  "campaigns.launch",
  "members.view",
] as const;

type Scope = (typeof scopes)[number];

/** A scope in words; one that a newer server invented shows under its own name. */
export function scopeLabel(scope: string): string {
  return isScope(scope) ? say(identityTexts, `scope.${scope}`) : scope;
}

function isScope(value: string): value is Scope {
  return scopes.some((scope) => scope === value);
}
