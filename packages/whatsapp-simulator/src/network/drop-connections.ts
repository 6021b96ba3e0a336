import type { Network } from "./network.ts";

const LOOK_EVERY_MS = 100;

/** Cuts one client's socket after another at the pace the faults ask for; returns how to stop it. */
export function dropConnectionsNowAndThen(network: Network): () => void {
  let last = Date.now();
  let turn = 0;
  const timer = setInterval(() => {
    const every = network.settings.faults.dropConnectionEvery;
    if (every <= 0) last = Date.now();
    if (every <= 0 || Date.now() - last < every) return;
    last = Date.now();
    const online = network.connections.loggedIn();
    const victim = online[turn++ % Math.max(1, online.length)];
    if (!victim) return;
    network.events.note("fault.connection_dropped", { phone: victim.companion?.phone });
    victim.cut();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
