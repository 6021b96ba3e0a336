import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Gatekeeper } from "./gatekeeper.ts";
import type { RealtimeHub } from "./realtime.ts";
import { isSameOrigin } from "./same-origin.ts";
import { signInCookie } from "./serve-route.ts";

const query = z.object({
  organization: z.uuid(),
  since: z.coerce.number().int().min(0).optional(),
  /** Access token or API key, for clients that have no cookie. */
  token: z.string().optional(),
});

const pingEvery = 25_000;
/** How often a connected client's right to be here is asked again. */
const recheckEvery = 10_000;

/** Serves `GET /api/v1/realtime`: a WebSocket of the organization's facts, in order, from `since` on. */
export function addRealtimeRoute(server: FastifyInstance, hub: RealtimeHub, gatekeeper: Gatekeeper): void {
  server.get("/api/v1/realtime", { websocket: true, schema: { hide: true } }, async (socket, request) => {
    const asked = query.safeParse(request.query);
    if (!asked.success) return socket.close(4400, "invalid_input");
    const origin = request.headers.origin;
    const cookie =
      origin === undefined || isSameOrigin(origin, request.host) ? request.cookies[signInCookie] : undefined;
    const authorization = request.headers.authorization;
    const token = asked.data.token ?? (authorization?.startsWith("Bearer ") ? authorization.slice(7) : undefined);

    const admit = async () => {
      const principal = await gatekeeper.authenticate({ cookie, token });
      return principal && gatekeeper.enter(principal, asked.data.organization);
    };
    let isOpen = true;
    socket.on("close", () => {
      isOpen = false;
    });
    socket.on("error", () => socket.terminate());
    const entered = await admit().catch(() => undefined);
    if (!entered) return socket.close(4401, "unauthorized");
    const client = await hub.enter({ ...entered, socket, since: asked.data.since });
    if (!isOpen) return hub.leave(client);

    let isAlive = true;
    socket.on("pong", () => {
      isAlive = true;
    });
    const ping = setInterval(() => {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      socket.ping();
    }, pingEvery);
    const recheck = setInterval(async () => {
      const again = await admit().catch(() => undefined);
      if (again) client.actor = again.actor;
      else {
        socket.send(JSON.stringify({ type: "closed" }));
        socket.close(4403, "access_lost");
      }
    }, recheckEvery);
    socket.on("close", () => {
      clearInterval(ping);
      clearInterval(recheck);
      hub.leave(client);
    });
  });
}
