import { jidOf } from "../../people/user.ts";
import type { Waha } from "../waha.ts";
import type { WahaSession } from "../waha-objects.ts";

/** The account behind a session. */
export function meOf(waha: Waha, session: WahaSession): object | null {
  const user = session.phone === null ? undefined : waha.network.directory.find(session.phone);
  if (!user || session.status !== "WORKING") return null;
  return {
    id: `${user.phone}@c.us`,
    pushName: user.name,
    lid: `${user.lid}@lid`,
    jid: jidOf(user, "pn", 1),
  };
}

/** A session as lists show it. */
export function showSession(waha: Waha, session: WahaSession): object {
  return {
    name: session.name,
    status: session.status,
    config: session.config,
    me: meOf(waha, session),
    presence: session.presence,
    engine: { engine: waha.settings.engine },
    timestamps: { activity: waha.network.clock.now() },
    assignedWorker: "",
  };
}
