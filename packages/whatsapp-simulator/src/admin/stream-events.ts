import type { IncomingMessage, ServerResponse } from "node:http";
import type { NetworkEvent } from "../network/event-log.ts";
import type { Network } from "../network/network.ts";

const SLOW_READER_BYTES = 4 * 1024 * 1024;
const HEARTBEAT_MS = 15_000;

/** Streams what happens as server-sent events; `since` or `Last-Event-ID` replays what is remembered. */
export function streamEvents(network: Network, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const since = Number(request.headers["last-event-id"] ?? url.searchParams.get("since") ?? network.events.latest);
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-cache",
  });
  response.write(": events of the simulated network\n\n");
  const write = (event: NetworkEvent): void => {
    if (response.writableLength > SLOW_READER_BYTES) response.destroy();
    else response.write(`id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  for (const event of network.events.since(Number.isFinite(since) ? since : network.events.latest)) write(event);
  const stop = network.events.listen(write);
  const heartbeat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT_MS);
  heartbeat.unref();
  response.on("close", () => {
    stop();
    clearInterval(heartbeat);
  });
}
