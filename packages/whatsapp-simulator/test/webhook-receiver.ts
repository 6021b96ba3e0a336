import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { until } from "./baileys-client.ts";

/** What a test reads out of JSON without describing it first. */
export type Json = ReturnType<typeof JSON.parse>;

/** A webhook as it came in. */
export interface Received {
  headers: IncomingHttpHeaders;
  raw: string;
  body: Json;
}

/** A server that takes webhooks and gives the challenge back. */
export interface Receiver {
  url: string;
  received: Received[];
  /** What it answers to the next webhooks; then 200 again. */
  answers: number[];
  challenges: string[];
  /** Waits for a webhook that fits. */
  find<Found>(what: string, look: (one: Received) => Found | undefined | false): Promise<Found>;
  stop(): Promise<void>;
}

export async function startReceiver(verifyToken = "verify-me"): Promise<Receiver> {
  const received: Received[] = [];
  const answers: number[] = [];
  const challenges: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://receiver");
    if (request.method === "GET") {
      const challenge = url.searchParams.get("hub.challenge") ?? "";
      const isRight = url.searchParams.get("hub.verify_token") === verifyToken;
      if (isRight) challenges.push(challenge);
      response.writeHead(isRight ? 200 : 403).end(isRight ? challenge : "");
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const raw = Buffer.concat(chunks).toString("utf8");
    received.push({ headers: request.headers, raw, body: JSON.parse(raw) });
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answers,
    challenges,
    find: (what, look) =>
      until(what, () => {
        for (const one of received) {
          const found = look(one);
          if (found !== undefined && found !== false) return found;
        }
        return undefined;
      }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
