import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { handleGraph } from "../cloud/graph/handle-graph.ts";
import { openCloud } from "../cloud/open-cloud.ts";
import type { Network } from "../network/network.ts";

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
  return {
    handle: (request, response) => {
      if (!isUnder("/graph", request)) return false;
      void handleGraph(cloud, request, response);
      return true;
    },
    upgrade: () => false,
    stop: () => cloud.webhooks.stop(),
  };
}

function isUnder(path: string, request: IncomingMessage): boolean {
  return request.url === path || (request.url ?? "").startsWith(`${path}/`);
}
