import { changeSettings } from "../network/change-settings.ts";
import type { Network } from "../network/network.ts";
import { resetNetwork } from "../network/reset-network.ts";
import { loadTlsIdentity } from "../tls/load-tls-identity.ts";
import type { Routes } from "./handle-admin.ts";

const MOST_MESSAGES = 50_000;

/** The network as a whole. */
export const networkRoutes: Routes = {
  "GET /admin/state": ({ network }) => showState(network),
  "GET /admin/settings": ({ network }) => showSettings(network),
  "PUT /admin/settings": ({ network, input }) => {
    changeSettings(network, input());
    return showSettings(network);
  },
  "GET /admin/messages": ({ network, query }) => {
    const since = Number(query.get("since")) || 0;
    const limit = Math.min(Number(query.get("limit")) || 10_000, MOST_MESSAGES);
    const messages = network.book.changedSince(since, limit, query.get("owner") ?? undefined);
    return { messages, next: messages.at(-1)?.change ?? since };
  },
  "GET /admin/unknown-stanzas": ({ network }) => ({ unknown: network.unknown.list() }),
  "DELETE /admin/unknown-stanzas": ({ network }) => network.unknown.clear(),
  "GET /admin/recent-events": ({ network, query }) => ({
    events: network.events.since(Number(query.get("since")) || 0),
  }),
  "GET /admin/recent-stanzas": async ({ network, query }) => ({
    stanzas: await network.stanzas.read(Number(query.get("since")) || 0, query.get("phone") ?? undefined),
  }),
  "GET /admin/export": ({ network }) => ({ seed: network.seed, tables: network.store.export() }),
  "POST /admin/media/expire": ({ network }) => ({ expired: network.media.expireAll() }),
  "POST /admin/reset": ({ network }) => {
    resetNetwork(network);
    return showState(network);
  },
};

function showState(network: Network): object {
  const row = network.store.one("select count(*) as n, sum(kind = 'phone') as phones from users");
  return {
    now: network.clock.now(),
    speed: network.clock.speed,
    seed: network.seed,
    rootPublicKey: network.identity.root.public.toString("base64"),
    certificateAuthority: loadTlsIdentity(network.store).authority,
    connections: network.connections.loggedIn().length,
    people: Number(row?.n ?? 0) - Number(row?.phones ?? 0),
    phones: Number(row?.phones ?? 0),
    ...network.book.counts(),
    unknownStanzas: network.unknown.list().length,
    memoryMegabytes: Math.round(process.memoryUsage().rss / 1_048_576),
  };
}

function showSettings(network: Network): object {
  return { ...network.settings, speed: network.clock.speed, now: network.clock.now() };
}
