import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { handleAdmin } from "./admin/handle-admin.ts";
import { openApis } from "./hosted/open-apis.ts";
import { greetClient } from "./login/greet-client.ts";
import { handleMedia, isMediaPath } from "./media/handle-media.ts";
import { receiveStanza } from "./messages/receive-stanza.ts";
import { buildNetwork } from "./network/build-network.ts";
import { dropConnectionsNowAndThen } from "./network/drop-connections.ts";
import type { Network } from "./network/network.ts";
import type { Settings } from "./network/settings.ts";
import { servePage, wantsPage } from "./page/serve-page.ts";
import { loadTlsIdentity } from "./tls/load-tls-identity.ts";
import { sharePort } from "./tls/share-port.ts";
import { Connection } from "./wire/connection.ts";

export interface SimulatorOptions {
  /** Where to listen on 127.0.0.1; 0 takes a free port. */
  port?: number | undefined;
  /** Where the state is kept; left out, it lives in memory and ends with the simulator. */
  dataDirectory?: string | undefined;
  /** Makes hidden ids and the people's decisions repeatable. */
  seed?: string | undefined;
  settings?: Partial<Settings> | undefined;
}

export interface Simulator {
  /** For `waWebSocketUrl` of a Baileys client. */
  readonly url: string;
  readonly adminUrl: string;
  readonly port: number;
  /** For `WA_CERT_DETAILS.PUBLIC_KEY` of a Baileys client. */
  readonly rootPublicKey: Buffer<ArrayBuffer>;
  /** The certificate that media hosts and wss on the same port are signed with, in PEM: for NODE_EXTRA_CA_CERTS. */
  readonly certificateAuthority: string;
  readonly network: Network;
  stop(): Promise<void>;
}

const LARGEST_WEBSOCKET_MESSAGE = 16 * 1024 * 1024;

/** Starts a simulated WhatsApp network on 127.0.0.1; resolves when clients can connect. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const network = buildNetwork(options);
  const apis = openApis(network);
  const tls = loadTlsIdentity(network.store);
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (wantsPage(request)) servePage(response);
    else if (isMediaPath(request.url)) void handleMedia(network, request, response);
    else if (!apis.handle(request, response)) void handleAdmin(network, request, response);
  };
  const http = createServer(answer);
  const https = createTlsServer({ key: tls.key, cert: tls.certificate }, answer);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_WEBSOCKET_MESSAGE,
    perMessageDeflate: false,
  });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    if (apis.upgrade(request, socket, head)) return;
    if (!request.url?.startsWith("/ws/")) return socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection(network, webSocket, {
        greeted: (client, greeting) => greetClient(network, client, greeting),
        received: (client, stanza) => receiveStanza(network, client, stanza),
        closed: (client) => forgetConnection(network, client),
      });
      network.connections.add(connection);
    });
  };
  http.on("upgrade", upgrade);
  https.on("upgrade", upgrade);
  const listener = sharePort(http, https);
  await new Promise<void>((resolve, reject) => {
    listener.once("error", reject);
    listener.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = addressOf(listener.address());
  network.media.host = `127.0.0.1:${port}`;
  const stopDropping = dropConnectionsNowAndThen(network);
  return {
    port,
    network,
    url: `ws://127.0.0.1:${port}/ws/chat`,
    adminUrl: `http://127.0.0.1:${port}/admin`,
    rootPublicKey: Buffer.from(network.identity.root.public),
    certificateAuthority: tls.authority,
    stop: async () => {
      stopDropping();
      apis.stop();
      network.clock.stop();
      for (const connection of network.connections.all()) connection.cut();
      sockets.close();
      await listener.closeNow();
      network.store.close();
    },
  };
}

function forgetConnection(network: Network, connection: Connection): void {
  network.offers.close(connection);
  network.connections.remove(connection);
  const { companion } = connection;
  if (companion) network.events.note("disconnected", { phone: companion.phone, device: companion.device });
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("the simulator listens on no port");
  return address;
}
