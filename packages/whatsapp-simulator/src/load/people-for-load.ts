import { needPhone } from "../admin/read-input.ts";
import type { Network } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import type { User } from "../people/user.ts";

const FIRST_NUMBER = 628_950_000_000;
const MOST_PEOPLE = 10_000;

/** Who writes in a load: a number of people with numbers of their own, or exactly those that are named. */
export function peopleForLoad(network: Network, wish: unknown): User[] {
  const phones = Array.isArray(wish) ? wish.map((phone) => needPhone(phone, "people")) : numbered(wish);
  if (phones.length === 0 || phones.length > MOST_PEOPLE)
    throw refusal(400, "invalid", `people must be 1 to ${MOST_PEOPLE}, as a number or as a list of phones`);
  return network.store.transaction(() =>
    phones.map((phone) => network.directory.find(phone) ?? network.directory.create({ phone })),
  );
}

function numbered(count: unknown): string[] {
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > MOST_PEOPLE) return [];
  return Array.from({ length: count }, (_, index) => String(FIRST_NUMBER + index));
}
