import { say } from "../../texts/say.ts";
import { organizationTexts } from "./texts.ts";

/** From most to least; the server decides what each may do. */
export const roles = ["owner", "admin", "manager", "agent", "viewer"] as const;
export type Role = (typeof roles)[number];

/** A role in words. */
export function roleName(role: string): string {
  const known = roles.find((one) => one === role);
  return known ? say(organizationTexts, `role.${known}`) : role;
}

/** What a role is for, in a few words. */
export function roleHint(role: Role): string {
  return say(organizationTexts, `role.${role}.hint`);
}
