import type { proto } from "baileys";
import type { User } from "../people/user.ts";
import type { Network } from "./network.ts";

/** A message on its way between two phones, in the clear. */
export interface Passing {
  author: User;
  /** Whose phone it is for. */
  reader: User;
  id: string;
  message: proto.IMessage;
  /** The group it was written in. */
  group?: string | undefined;
}

/** A confirmation by the reader's phone. */
export interface Confirmation {
  author: User;
  reader: User;
  id: string;
  kind: "delivered" | "read" | "played";
  /** Simulated time at which the author gets to know. */
  due: number;
  /** The group it was written in. */
  group?: string | undefined;
}

/**
 * Stands in for the client of numbers whose client is no socket but an HTTP API. Each function is called inside the
 * transaction that keeps what happened, and returns what is to be started after it.
 */
export interface Observer {
  /** A message is on its reader's phone for the first time. */
  arrived?: (passing: Passing) => (() => void)[];
  /** A message was written on its author's phone, or by one of its linked clients. */
  sent?: (passing: Passing) => (() => void)[];
  confirmed?: (confirmation: Confirmation) => (() => void)[];
}

/** Tells everyone who stands in that a message arrived. */
export function tellArrived(network: Network, passing: Passing): (() => void)[] {
  return network.observers.flatMap((observer) => observer.arrived?.(passing) ?? []);
}

/** Tells everyone who stands in that a message was written. */
export function tellSent(network: Network, passing: Passing): (() => void)[] {
  return network.observers.flatMap((observer) => observer.sent?.(passing) ?? []);
}

/** Tells everyone who stands in that a message was confirmed. */
export function tellConfirmed(network: Network, confirmation: Confirmation): (() => void)[] {
  return network.observers.flatMap((observer) => observer.confirmed?.(confirmation) ?? []);
}
