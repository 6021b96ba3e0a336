import type { Observer } from "../network/observers.ts";
import { type Cloud, numberOfPhone } from "./cloud.ts";
import { takeArrival } from "./incoming/take-incoming.ts";
import { tellEcho } from "./incoming/tell-echo.ts";
import { tellStatus } from "./statuses/tell-status.ts";

/** Stands in for the clients of all numbers of the platform. */
export function observeNetwork(cloud: Cloud): Observer {
  return {
    arrived: (passing) => takeArrival(cloud, passing),
    // Told before any confirmation, and in the transaction that keeps the message.
    sent: (passing) => {
      const { author, reader, id } = passing;
      const number = numberOfPhone(cloud, author.phone);
      const message = number && cloud.messages.findNative(number.id, reader.phone, id);
      if (!message) return tellEcho(cloud, passing);
      return message.direction === "out" ? [tellStatus(cloud, message, "sent", cloud.network.clock.now())] : [];
    },
    confirmed: ({ author, reader, id, kind, due, group }) => {
      if (group !== undefined) return [];
      const number = numberOfPhone(cloud, author.phone);
      const message = number && cloud.messages.findNative(number.id, reader.phone, id);
      return message?.direction === "out" ? [tellStatus(cloud, message, kind, due)] : [];
    },
  };
}
