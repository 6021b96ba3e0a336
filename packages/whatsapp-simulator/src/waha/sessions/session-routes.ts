import { randomBytes } from "node:crypto";
import type { WahaCall, WahaRoutes } from "../http/waha-call.ts";
import { wahaError } from "../http/waha-error.ts";
import { saveSession } from "../waha.ts";
import type { WahaSession } from "../waha-objects.ts";
import { needSession } from "./need-session.ts";
import { readConfig } from "./read-config.ts";
import { startSession, stopSession, unlinkSession } from "./run-session.ts";
import { meOf, showSession } from "./show-session.ts";

const LONGEST_NAME = 54;

/** Sessions: made, started, stopped, taken away. */
export const sessionRoutes: WahaRoutes = {
  "GET /api/sessions": ({ waha, query }) =>
    waha.sessions
      .list()
      .filter((session) => query.get("all") === "true" || session.status !== "STOPPED")
      .map((session) => showSession(waha, session)),
  "POST /api/sessions": (call) => createSession(call),
  "GET /api/sessions/:session": (call) => showSession(call.waha, needSession(call, call.path.session)),
  "PUT /api/sessions/:session": (call) => {
    const session = needSession(call, call.path.session);
    const config = readConfig(call.waha, call.input.config);
    const changed = saveSession(call.waha, { ...session, config, origin: call.origin });
    if (session.status === "STOPPED") return showSession(call.waha, changed);
    return showSession(call.waha, startSession(call.waha, stopSession(call.waha, changed)));
  },
  "DELETE /api/sessions/:session": ({ waha, path }) => {
    const session = waha.sessions.find(path.session ?? "");
    if (session) unlinkSession(waha, session);
    waha.sessions.remove(path.session ?? "");
    return {};
  },
  "GET /api/sessions/:session/me": (call) => meOf(call.waha, needSession(call, call.path.session)),
  "POST /api/sessions/:session/start": (call) => act(call, startSession),
  "POST /api/sessions/:session/stop": (call) => act(call, stopSession),
  "POST /api/sessions/:session/restart": (call) =>
    act(call, (waha, session) => startSession(waha, stopSession(waha, session))),
  "POST /api/sessions/:session/logout": (call) =>
    act(call, (waha, session) => {
      const wasStopped = session.status === "STOPPED";
      const unlinked = unlinkSession(waha, session);
      return wasStopped ? unlinked : startSession(waha, unlinked);
    }),
  "GET /api/sessions/:session/timelock": (call) => {
    needSession(call, call.path.session);
    return { isActive: false, until: null };
  },
  "GET /api/sessions/:session/capping": (call) => {
    const { phone } = needSession(call, call.path.session);
    const left = phone === null ? undefined : call.waha.network.accounts.get(phone).newChatLimit;
    const cappingStatus = left === 0 ? "CAPPED" : "NONE";
    return { cappingStatus, totalQuota: left === undefined ? -1 : left, usedQuota: 0 };
  },
};

function act(call: WahaCall, change: (waha: WahaCall["waha"], session: WahaSession) => WahaSession): object {
  return showSession(call.waha, change(call.waha, needSession(call, call.path.session)));
}

function createSession({ waha, input, origin }: WahaCall): object {
  const name = input.name ?? `session_${randomBytes(8).toString("hex")}`;
  if (typeof name !== "string" || !/^[\w-]+$/.test(name) || name.length > LONGEST_NAME)
    throw wahaError(400, `name must have at most ${LONGEST_NAME} letters, digits, - and _`);
  if (waha.sessions.find(name)) throw wahaError(422, `Session '${name}' already exists. Use PUT to update it.`);
  const session: WahaSession = {
    name,
    config: readConfig(waha, input.config),
    status: "STOPPED",
    statuses: [],
    phone: null,
    qr: null,
    code: null,
    presence: "offline",
    origin,
  };
  saveSession(waha, session);
  const started = input.start === false ? session : startSession(waha, session);
  return { name, status: started.status, config: started.config };
}
