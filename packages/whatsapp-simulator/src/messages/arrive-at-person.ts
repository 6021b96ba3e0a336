import type { proto } from "baileys";
import type { Network } from "../network/network.ts";
import { tellArrived } from "../network/observers.ts";
import { reactTo } from "../people/react.ts";
import type { Address, User } from "../people/user.ts";
import type { Effect } from "./accept-message.ts";
import { confirmDelivery } from "./confirm-delivery.ts";
import { readContent } from "./read-content.ts";

interface PersonArrival {
  author: User;
  target: Address;
  id: string;
  message: proto.IMessage;
  alsoWrite?: (() => void) | undefined;
}

/** A readable message is on somebody's phone: it is kept once, confirmed, and its owner may react. */
export function arriveAtPerson(network: Network, { author, target, id, message, alsoWrite }: PersonArrival): Effect {
  const content = readContent(message);
  let starts: (() => void)[] = [];
  return {
    write: () => {
      alsoWrite?.();
      const { online } = target.user;
      const isNew = network.book.keep({
        owner: target.user.phone,
        peer: author.phone,
        direction: "in",
        id,
        ...content,
        status: online ? "received" : "unconfirmed",
        at: network.clock.now(),
      });
      if (online) starts = confirmDelivery(network, author, target, id);
      if (online && isNew) starts.push(...reactTo(network, { person: target.user, author, id, server: target.server }));
      if (isNew) starts.push(...tellArrived(network, { author, reader: target.user, id, message }));
      if (!isNew)
        starts.push(() => network.events.note("message.repeated", { to: target.user.phone, from: author.phone, id }));
      else
        starts.push(() =>
          network.events.note("message.arrived", { to: target.user.phone, from: author.phone, id, ...content }),
        );
    },
    start: () => {
      for (const start of starts) start();
    },
  };
}
