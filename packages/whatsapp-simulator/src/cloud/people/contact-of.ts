import { nameTowards } from "../../people/acquaintances.ts";
import type { Cloud } from "../cloud.ts";
import type { CloudNumber } from "../cloud-objects.ts";
import { personOf, userIdOf } from "./user-id.ts";

/** The portfolio of a number. */
export function businessOf(cloud: Cloud, number: CloudNumber): string {
  return cloud.wabas.find(number.wabaId)?.businessId ?? number.wabaId;
}

/** A person in the `contacts` of a webhook; who took a username and hides its number has no `wa_id`. */
export function contactOf(cloud: Cloud, number: CloudNumber, phone: string): object {
  const person = personOf(cloud, phone);
  const name = nameTowards(cloud.network, number.phone, phone) ?? cloud.network.directory.find(phone)?.name ?? phone;
  return {
    profile: { name, ...(person.username === null ? {} : { username: person.username }) },
    ...(person.hidesNumber ? {} : { wa_id: phone }),
    user_id: userIdOf(cloud, businessOf(cloud, number), phone),
  };
}
