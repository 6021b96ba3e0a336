import type { User } from "../../people/user.ts";
import type { WahaCall } from "../http/waha-call.ts";
import { WahaError, wahaError } from "../http/waha-error.ts";
import { saveSession } from "../waha.ts";
import type { SessionStatus, WahaSession } from "../waha-objects.ts";

const LOOK_EVERY = 500;

/** The session of a name. */
export function needSession({ waha }: Pick<WahaCall, "waha">, name: unknown): WahaSession {
  const session = typeof name === "string" ? waha.sessions.find(name) : undefined;
  if (!session) throw wahaError(404, "Session not found");
  return session;
}

/** The session of a call in one of these statuses; waits a while for it to get there, as the real server does. */
export async function needStatus(call: WahaCall, name: unknown, expected: SessionStatus[]): Promise<WahaSession> {
  const until = Date.now() + call.waha.settings.statusWait;
  for (;;) {
    const session = needSession(call, name);
    if (expected.includes(session.status)) {
      // Files in events are named by the address under which the server is known.
      if (session.origin === call.origin) return session;
      return saveSession(call.waha, { ...session, origin: call.origin });
    }
    if (Date.now() >= until)
      throw new WahaError(422, {
        error: "Session status is not as expected. Try again later or restart the session",
        session: session.name,
        status: session.status,
        expected,
      });
    await new Promise((resolve) => setTimeout(resolve, Math.min(LOOK_EVERY, Math.max(1, until - Date.now()))));
  }
}

/** A working session and the phone it is linked to; `session` in the path, the body or the address. */
export async function needWorking(call: WahaCall): Promise<{ session: WahaSession; user: User }> {
  const name = call.path.session ?? call.input.session ?? call.query.get("session") ?? "default";
  const session = await needStatus(call, name, ["WORKING"]);
  const user = call.waha.network.directory.find(session.phone ?? "");
  if (!user) throw wahaError(422, "The phone of this session is gone");
  return { session, user };
}
