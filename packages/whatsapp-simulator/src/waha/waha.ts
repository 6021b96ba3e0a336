import { randomBytes } from "node:crypto";
import { Shelf } from "../cloud/shelf.ts";
import { DeliveryQueue } from "../hosted/delivery-queue.ts";
import type { Network } from "../network/network.ts";
import { EventSockets } from "./events/event-sockets.ts";
import type { WahaSession, WahaSettings } from "./waha-objects.ts";

/** An HTTP error that was ordered for the next calls whose path fits. */
export interface OrderedFailure {
  id: string;
  status: number;
  path: string;
  times: number;
}

/** Everything the parts of the emulated WAHA server share. */
export interface Waha {
  readonly network: Network;
  readonly settings: WahaSettings;
  readonly sessions: Shelf<WahaSession>;
  /** Phones that were ever linked: asked for every message of the whole network, so it must cost nothing. */
  readonly linkedPhones: Set<string>;
  readonly failures: Shelf<OrderedFailure>;
  readonly webhooks: DeliveryQueue;
  readonly sockets: EventSockets;
}

const WAHAS = new WeakMap<Network, Waha>();

/** The emulated WAHA server of a network. */
export function wahaOf(network: Network): Waha {
  const known = WAHAS.get(network);
  if (known) return known;
  const { store } = network;
  const settings: WahaSettings = { ...defaultSettings(), ...JSON.parse(store.meta("waha_settings") ?? "{}") };
  const sessions = new Shelf<WahaSession>(store, "waha.session");
  const waha: Waha = {
    network,
    settings,
    sessions,
    linkedPhones: new Set(sessions.list().flatMap(({ phone }) => phone ?? [])),
    failures: new Shelf(store, "waha.failure"),
    webhooks: new DeliveryQueue(network, {
      name: "waha",
      timeout: () => 30_000,
      allowedHosts: () => settings.allowedHosts,
      attemptHeaders: () => ({ "x-webhook-timestamp": String(network.clock.now()) }),
    }),
    sockets: new EventSockets(),
  };
  WAHAS.set(network, waha);
  changeWahaSettings(waha, {});
  return waha;
}

/** Changes how the server behaves, and keeps it. */
export function changeWahaSettings(waha: Waha, change: Partial<WahaSettings>): void {
  Object.assign(waha.settings, change);
  waha.network.store.setMeta("waha_settings", JSON.stringify(waha.settings));
}

/** The session that is linked to a phone and working. */
export function sessionsOfPhone(waha: Waha, phone: string): WahaSession[] {
  if (!waha.linkedPhones.has(phone)) return [];
  return waha.sessions.list(`phone:${phone}`).filter((session) => session.status === "WORKING");
}

/** Keeps a session; it is found by its name and by its phone. */
export function saveSession(waha: Waha, session: WahaSession): WahaSession {
  if (session.phone !== null) waha.linkedPhones.add(session.phone);
  return waha.sessions.put(session.name, `phone:${session.phone ?? ""}`, session);
}

function defaultSettings(): WahaSettings {
  return {
    apiKey: randomBytes(16).toString("hex"),
    version: "2026.7.1",
    engine: "NOWEB",
    addressing: "pn",
    qrLifetime: 20_000,
    filesLifetime: 180_000,
    statusWait: 5_000,
    allowedHosts: [],
  };
}
