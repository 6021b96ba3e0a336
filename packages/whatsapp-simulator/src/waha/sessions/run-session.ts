import { randomBytes } from "node:crypto";
import { refusal } from "../../network/refusal.ts";
import { saveSession, sessionsOfPhone, type Waha } from "../waha.ts";
import type { WahaSession } from "../waha-objects.ts";
import { setStatus } from "./set-status.ts";

const MOST_QRS = 6;

/** Starts a session: one that is linked works, one that is not shows QR codes. Starting it again changes nothing. */
export function startSession(waha: Waha, session: WahaSession): WahaSession {
  if (session.status !== "STOPPED" && session.status !== "FAILED") return session;
  const starting = setStatus(waha, session, "STARTING");
  if (session.phone !== null) return setStatus(waha, starting, "WORKING");
  return showQr(waha, starting, 1);
}

/** Stops a session; its link to the phone stays. */
export function stopSession(waha: Waha, session: WahaSession): WahaSession {
  if (session.status === "STOPPED") return session;
  return setStatus(waha, session, "STOPPED", { qr: null, code: null });
}

/** Breaks the link to the phone. */
export function unlinkSession(waha: Waha, session: WahaSession): WahaSession {
  return saveSession(waha, { ...stopSession(waha, session), phone: null });
}

/** The owner of a virtual phone scans the QR of a session, or types its code: the session works. */
export function linkSession(waha: Waha, name: string, phone: string): WahaSession {
  const session = waha.sessions.find(name);
  if (!session) throw refusal(404, "no_such_session", `there is no session ${name}`);
  if (session.status !== "SCAN_QR_CODE") throw refusal(409, "not_waiting", `session ${name} is ${session.status}`);
  if (sessionsOfPhone(waha, phone).length >= waha.network.settings.companionLimit)
    throw refusal(409, "too_many_companions", `${phone} has as many linked devices as it may have`);
  const user = waha.network.directory.find(phone);
  waha.network.directory.create({ phone, kind: "phone", ...(user ? {} : { name: `Phone ${phone.slice(-4)}` }) });
  const starting = setStatus(waha, session, "STARTING", { qr: null, code: null, phone });
  return setStatus(waha, starting, "WORKING");
}

/** The session that shows this QR, or this code to this phone. */
export function findWaiting(waha: Waha, shown: { qr?: string; code?: string }): WahaSession | undefined {
  const code = shown.code?.replace(/[\s-]/g, "").toUpperCase();
  return waha.sessions
    .list()
    .find(
      (session) =>
        session.status === "SCAN_QR_CODE" &&
        ((shown.qr !== undefined && session.qr === shown.qr.trim()) ||
          (code !== undefined && session.code?.value.replace("-", "") === code)),
    );
}

/** Sessions that were at work when the network was stopped go on; those without a phone show a new QR. */
export function resumeSessions(waha: Waha): void {
  for (const session of waha.sessions.list())
    if (session.status === "SCAN_QR_CODE") showQr(waha, session, 1);
    else if (session.status === "STARTING") startSession(waha, { ...session, status: "STOPPED" });
}

function showQr(waha: Waha, session: WahaSession, count: number): WahaSession {
  if (count > MOST_QRS) return setStatus(waha, session, "FAILED", { qr: null, code: null });
  const part = () => randomBytes(32).toString("base64");
  const qr = `2@${randomBytes(48).toString("base64")},${part()},${part()},${part()}`;
  const shown = setStatus(waha, session, "SCAN_QR_CODE", { qr });
  waha.network.clock.at(waha.network.clock.now() + waha.settings.qrLifetime, () => {
    const now = waha.sessions.find(session.name);
    if (now?.qr === qr && now.status === "SCAN_QR_CODE") showQr(waha, now, count + 1);
  });
  return shown;
}
