import type { Cloud } from "../cloud.ts";
import { newNativeId } from "../messages/wamid.ts";
import { businessOf } from "../people/contact-of.ts";
import { userIdOf } from "../people/user-id.ts";
import { takeIncoming } from "./take-incoming.ts";

/** Somebody moved to another phone number: each number it wrote with is told, under a new business-scoped id. */
export function tellNumberChanged(cloud: Cloud, from: string, to: string): void {
  const { network } = cloud;
  const start = network.store.transaction(() =>
    cloud.messages.numbersThatKnow(from).flatMap((id) => {
      const number = cloud.numbers.find(id);
      if (!number) return [];
      const businessId = businessOf(cloud, number);
      const name = network.directory.find(to)?.name ?? to;
      const system = {
        body: `User ${name} changed from ${from} to ${to}`,
        wa_id: to,
        user_id: userIdOf(cloud, businessId, to),
        previous_user_id: userIdOf(cloud, businessId, from),
        type: "user_changed_number",
      };
      return [takeIncoming(cloud, { number, peer: from, nativeId: newNativeId(), value: { type: "system", system } })];
    }),
  );
  for (const one of start) one();
}
