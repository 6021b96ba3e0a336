import type { Network } from "./network.ts";
import { defaultSettings } from "./settings.ts";

/** Begins again: no phones, no people, no messages; the server keeps its keys, so that clients still trust it. */
export function resetNetwork(network: Network): void {
  network.clock.clear();
  for (const connection of network.connections.all()) connection.cut();
  network.store.clear();
  network.store.setMeta("settings", "{}");
  Object.assign(network.settings, defaultSettings());
  for (const part of [
    network.directory,
    network.accounts,
    network.keys,
    network.sessions,
    network.groups,
    network.senderKeys,
    network.profiles,
    network.presence,
    network.newsletters,
    network.calls,
  ])
    part.forget();
  network.clock.set({ now: Date.now(), speed: 1 });
  network.store.setMeta("clock", JSON.stringify(network.clock.state));
  network.unknown.clear();
  network.events.note("reset");
}
