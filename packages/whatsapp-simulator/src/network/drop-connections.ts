import { closeSocket } from "../login/close-account.ts";
import type { Connection } from "../wire/connection.ts";
import type { Network } from "./network.ts";

const LOOK_EVERY_MS = 100;
const CONFLICT = 440;

/** Does to one client's socket after another what the faults ask for at their pace; returns how to stop it. */
export function dropConnectionsNowAndThen(network: Network): () => void {
  let last = Date.now();
  let turn = 0;
  const next = (phone?: string): Connection | undefined => {
    const online = phone === undefined ? network.connections.loggedIn() : network.connections.ofAccount(phone);
    return online[turn++ % Math.max(1, online.length)];
  };
  const timer = setInterval(() => {
    strikeByRules(network, next);
    const every = network.settings.faults.dropConnectionEvery;
    if (every <= 0) last = Date.now();
    if (every <= 0 || Date.now() - last < every) return;
    last = Date.now();
    const victim = next();
    if (!victim) return;
    network.events.note("fault.connection_dropped", { phone: victim.companion?.phone });
    victim.cut();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function strikeByRules(network: Network, next: (phone?: string) => Connection | undefined): void {
  for (const fault of ["dropConnection", "halfOpen", "streamError", "conflict"] as const)
    for (const rule of network.faults.due(fault)) {
      const victim = next(rule.phone);
      if (!victim) continue;
      network.faults.count(rule, victim.companion?.phone);
      if (fault === "dropConnection") victim.cut();
      else if (fault === "halfOpen") victim.goDeaf();
      else closeSocket(victim, fault === "conflict" ? CONFLICT : (rule.value ?? 503));
    }
}
