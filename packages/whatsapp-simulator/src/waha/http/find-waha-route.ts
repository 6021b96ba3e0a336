import { chatRoutes } from "../chats/chat-routes.ts";
import { contactRoutes } from "../chats/contact-routes.ts";
import { groupRoutes } from "../chats/group-routes.ts";
import { sendRoutes } from "../messages/send-routes.ts";
import { pairingRoutes } from "../sessions/pairing-routes.ts";
import { serverRoutes } from "../sessions/server-routes.ts";
import { sessionRoutes } from "../sessions/session-routes.ts";
import type { WahaCall } from "./waha-call.ts";
import { wahaError } from "./waha-error.ts";

const ROUTES = Object.entries({
  ...serverRoutes,
  ...sessionRoutes,
  ...pairingRoutes,
  ...sendRoutes,
  ...chatRoutes,
  ...contactRoutes,
  ...groupRoutes,
}).map(([name, run]) => {
  const [method = "", path = ""] = name.split(" ");
  return { method, parts: path.split("/").slice(1), run };
});

/** What a call does, and the named parts of its path; paths without names come first. */
export function findWahaRoute(
  method: string,
  pathname: string,
): { route: (call: WahaCall) => unknown; path: Record<string, string> } {
  const given = pathname.split("/").slice(1).map(decoded);
  const fitting = ROUTES.filter((route) => route.method === method).flatMap((route) => {
    const path = matched(route.parts, given);
    return path ? [{ route: route.run, path }] : [];
  });
  const best = fitting.sort((a, b) => Object.keys(a.path).length - Object.keys(b.path).length)[0];
  if (!best) throw wahaError(404, `Cannot ${method} ${pathname.slice(0, 200)}`);
  return best;
}

function matched(parts: string[], given: string[]): Record<string, string> | undefined {
  if (parts.length !== given.length) return undefined;
  const path: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":")) path[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return path;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw wahaError(400, "the path is not well encoded");
  }
}
