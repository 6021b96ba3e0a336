import type { proto } from "baileys";
import type { Network } from "../network/network.ts";
import { tellArrived } from "../network/observers.ts";
import { reactTo } from "../people/react.ts";
import type { Address, User } from "../people/user.ts";
import { applyChange } from "./apply-change.ts";
import { confirmDelivery } from "./confirm-delivery.ts";
import type { Effect } from "./finish-accepting.ts";
import { holdContent, isChange, readContent } from "./read-content.ts";

interface PersonArrival {
  author: User;
  target: Address;
  id: string;
  message: proto.IMessage;
  /** The group it was written in. */
  group?: string | undefined;
  alsoWrite?: (() => void) | undefined;
}

/** A readable message is on somebody's phone: it is kept once, confirmed, and its owner may react. */
export function arriveAtPerson(network: Network, arrival: PersonArrival): Effect {
  const { author, target, id, message, group, alsoWrite } = arrival;
  if (isChange(message)) return changeAtPerson(network, arrival);
  const held = holdContent(message);
  const content = { kind: held.kind, text: held.text };
  const peer = group ?? author.phone;
  let starts: (() => void)[] = [];
  return {
    write: () => {
      alsoWrite?.();
      const { online } = target.user;
      const isNew = network.book.keep({
        owner: target.user.phone,
        peer,
        author: author.phone,
        direction: "in",
        id,
        ...held,
        status: online ? "received" : "unconfirmed",
        at: network.clock.now(),
      });
      if (online) starts = confirmDelivery(network, author, target, id, group);
      if (online && isNew && !group)
        starts.push(...reactTo(network, { person: target.user, author, id, server: target.server }));
      if (isNew) starts.push(...tellArrived(network, { author, reader: target.user, id, message, group }));
      if (!isNew)
        starts.push(() => network.events.note("message.repeated", { to: target.user.phone, from: author.phone, id }));
      else
        starts.push(() =>
          network.events.note("message.arrived", { to: target.user.phone, from: author.phone, id, group, ...content }),
        );
    },
    start: () => {
      for (const start of starts) start();
    },
  };
}

/** An edit, a reaction and the like: no message of its own, but confirmed like one. */
function changeAtPerson(network: Network, { author, target, id, message, group, alsoWrite }: PersonArrival): Effect {
  const { kind } = readContent(message);
  let starts: (() => void)[] = [];
  return {
    write: () => {
      alsoWrite?.();
      applyChange(network, { owner: target.user.phone, peer: group ?? author.phone, author, message });
      if (target.user.online) starts = confirmDelivery(network, author, target, id, group);
      starts.push(...tellArrived(network, { author, reader: target.user, id, message, group }));
      starts.push(() =>
        network.events.note("message.changed", { to: target.user.phone, from: author.phone, id, group, kind }),
      );
    },
    start: () => {
      for (const start of starts) start();
    },
  };
}
