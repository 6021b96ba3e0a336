import { invalid } from "../../kernel/errors.ts";
import { commonPasswords } from "./common-passwords.ts";

export type PasswordFault = "too_short" | "is_email" | "is_name" | "too_common" | "too_simple";

export const shortestPassword = 10;

/** Refuses a password that is short, common, or about its owner; `reasons` says why. */
export function requireStrongPassword(password: string, owner: { name: string; email: string }): void {
  const reasons = findPasswordFaults(password, owner);
  if (reasons.length > 0) throw invalid("weak_password", { reasons, shortest: shortestPassword });
}

/** Lists what is wrong with a password; pure. */
export function findPasswordFaults(password: string, owner: { name: string; email: string }): PasswordFault[] {
  const faults: PasswordFault[] = [];
  const plain = simplify(password);
  const emailParts = [owner.email, owner.email.split("@")[0] ?? ""].map(simplify);
  if ([...password].length < shortestPassword) faults.push("too_short");
  if (emailParts.some((part) => part !== "" && part === plain)) faults.push("is_email");
  if (simplify(owner.name) !== "" && simplify(owner.name) === plain) faults.push("is_name");
  if (isCommon(plain)) faults.push("too_common");
  if (new Set(password).size < 4) faults.push("too_simple");
  return faults;
}

/** A common word stays common with digits behind it: "rahasia12345". */
function isCommon(plain: string): boolean {
  const word = plain.replace(/^\d+|\d+$/g, "");
  return commonPasswords.has(plain) || (word !== "" && commonPasswords.has(word));
}

function simplify(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
