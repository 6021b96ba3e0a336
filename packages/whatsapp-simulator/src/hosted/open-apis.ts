import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { handleGraph } from "../cloud/graph/handle-graph.ts";
import { openCloud } from "../cloud/open-cloud.ts";
import type { Network } from "../network/network.ts";
import { handleWaha } from "../waha/http/handle-waha.ts";
import { openWaha, wahaSockets } from "../waha/open-waha.ts";

/** HTTP APIs for numbers that have no socket: each takes the requests under its own path. */
export interface HostedApis {
  /** True when the request is for one of them, which then answers it. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** True when the socket is for one of them. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  stop(): void;
}

/** Opens the HTTP APIs of a network; what was waiting on disk goes on. */
export function openApis(network: Network): HostedApis {
  const cloud = openCloud(network);
  const waha = openWaha(network);
  const upgradeWaha = wahaSockets(waha);
  return {
    handle: (request, response) => {
      if (isUnder("/graph", request)) void handleGraph(cloud, request, response);
      else if (isUnder("/waha", request)) void handleWaha(waha, request, response);
      else return false;
      return true;
    },
    upgrade: (request, socket, head) => {
      if (!isUnder("/waha", request)) return false;
      upgradeWaha(request, socket, head);
      return true;
    },
    stop: () => {
      cloud.webhooks.stop();
      waha.webhooks.stop();
      waha.sockets.stop();
    },
  };
}

function isUnder(path: string, request: IncomingMessage): boolean {
  const url = request.url ?? "";
  return url === path || url.startsWith(`${path}/`) || url.startsWith(`${path}?`);
}
