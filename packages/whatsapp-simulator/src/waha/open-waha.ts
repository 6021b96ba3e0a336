import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Network } from "../network/network.ts";
import { takeNetworkEvent } from "./events/take-network-event.ts";
import { isAllowed } from "./http/handle-waha.ts";
import { observeNetwork } from "./observe-network.ts";
import { resumeSessions } from "./sessions/run-session.ts";
import { type Waha, wahaOf } from "./waha.ts";

const BAD_PARAMETERS = 4_001;

/** Opens the emulated WAHA server of a network; sessions and webhooks that waited on disk go on. */
export function openWaha(network: Network): Waha {
  const waha = wahaOf(network);
  network.observers.push(observeNetwork(waha));
  network.events.listen((event) => takeNetworkEvent(waha, event));
  resumeSessions(waha);
  waha.webhooks.resume();
  return waha;
}

/** Takes the WebSockets on which events are told. */
export function wahaSockets(waha: Waha): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const server = new WebSocketServer({ noServer: true, maxPayload: 65_536, perMessageDeflate: false });
  return (request, socket, head) => {
    const url = new URL(request.url ?? "/", "http://waha");
    if (url.pathname !== "/waha/ws") return void socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    if (!isAllowed(waha, request, url)) return void socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
    server.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on("error", () => webSocket.terminate());
      const events = url.searchParams.getAll("events");
      if (events.length === 0) return webSocket.close(BAD_PARAMETERS, "events are needed");
      waha.sockets.add(webSocket, url.searchParams.get("session") ?? "*", events);
    });
  };
}
