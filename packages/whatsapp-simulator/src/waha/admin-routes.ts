import { randomBytes } from "node:crypto";
import type { Routes } from "../admin/handle-admin.ts";
import { needPhone, needText, optionalNumber, optionalText, optionalWord } from "../admin/read-input.ts";
import { refusal } from "../network/refusal.ts";
import { findWaiting, linkSession } from "./sessions/run-session.ts";
import { setStatus } from "./sessions/set-status.ts";
import { changeWahaSettings, wahaOf } from "./waha.ts";

const DAY = 24 * 3_600_000;

/** What stands behind the emulated WAHA server: its settings, the scanning of its codes, its failures. */
export const wahaAdminRoutes: Routes = {
  "GET /admin/waha": ({ network }) => ({ ...wahaOf(network).settings, path: "/waha" }),
  "PUT /admin/waha": ({ network, input }) => {
    const waha = wahaOf(network);
    const body = input();
    const { allowedHosts } = body;
    if (
      allowedHosts !== undefined &&
      !(Array.isArray(allowedHosts) && allowedHosts.every((one) => typeof one === "string"))
    )
      throw refusal(400, "invalid", "allowedHosts is a list of host names");
    changeWahaSettings(waha, {
      apiKey: optionalText(body, "apiKey", 200) ?? waha.settings.apiKey,
      version: optionalText(body, "version", 50) ?? waha.settings.version,
      engine: optionalWord(body, "engine", ["NOWEB", "GOWS", "WEBJS"]) ?? waha.settings.engine,
      addressing: optionalWord(body, "addressing", ["pn", "lid"]) ?? waha.settings.addressing,
      qrLifetime: optionalNumber(body, "qrLifetime", 1, DAY) ?? waha.settings.qrLifetime,
      filesLifetime: optionalNumber(body, "filesLifetime", 0, 365 * DAY) ?? waha.settings.filesLifetime,
      statusWait: optionalNumber(body, "statusWait", 0, 60_000) ?? waha.settings.statusWait,
      allowedHosts: allowedHosts ?? waha.settings.allowedHosts,
    });
    return { ...waha.settings, path: "/waha" };
  },
  "GET /admin/waha/sessions": ({ network }) => ({ sessions: wahaOf(network).sessions.list() }),
  "POST /admin/waha/sessions/:session/scan": ({ network, path, input }) =>
    linkSession(wahaOf(network), path.session ?? "", needPhone(input().phone)),
  "POST /admin/waha/scan": ({ network, input }) => {
    const waha = wahaOf(network);
    const body = input();
    const qr = optionalText(body, "qr", 2_000);
    const code = optionalText(body, "code", 20);
    const session = findWaiting(waha, { ...(qr === undefined ? {} : { qr }), ...(code === undefined ? {} : { code }) });
    if (!session) throw refusal(404, "qr_unknown", "no session shows this");
    const phone = needPhone(body.phone);
    if (qr === undefined && session.code?.phone !== phone)
      throw refusal(400, "wrong_phone", "the code was asked for another phone");
    return linkSession(waha, session.name, phone);
  },
  "POST /admin/waha/sessions/:session/fail": ({ network, path }) => {
    const waha = wahaOf(network);
    const session = waha.sessions.find(path.session ?? "");
    if (!session) throw refusal(404, "no_such_session", `there is no session ${path.session}`);
    return setStatus(waha, session, "FAILED");
  },
  "POST /admin/waha/errors": ({ network, input }) => {
    const body = input();
    const id = randomBytes(6).toString("hex");
    const status = optionalNumber(body, "status", 400, 599) ?? 500;
    const times = optionalNumber(body, "times", 1, 1_000_000) ?? 1;
    return wahaOf(network).failures.put(id, "", { id, status, times, path: needText(body, "path", 200) });
  },
};
