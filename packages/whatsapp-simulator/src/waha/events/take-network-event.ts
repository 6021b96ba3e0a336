import type { NetworkEvent } from "../../network/event-log.ts";
import { chatIdOfPeer } from "../messages/chat-ids.ts";
import { sessionsOfPhone, type Waha } from "../waha.ts";
import { tellEvent } from "./tell-event.ts";
import { tellGroupChanged } from "./tell-group-changed.ts";

/** Calls, typing and presence come and go: they are told to who listens, and lost otherwise. */
export function takeNetworkEvent(waha: Waha, event: NetworkEvent): void {
  const { from, to, id } = event;
  if (event.type === "call" && typeof to === "string")
    for (const session of sessionsOfPhone(waha, to)) {
      const payload = {
        id,
        from: chatIdOfPeer(waha, String(from)),
        timestamp: Math.floor(event.at / 1000),
        isVideo: event.video === true,
        isGroup: false,
      };
      if (event.state === "ringing") tellEvent(waha, session, "call.received", payload)();
      if (event.state === "rejected") tellEvent(waha, session, "call.rejected", payload)();
    }
  if (event.type === "group.changed") tellGroupChanged(waha, event);
  if (event.type === "typing" && typeof to === "string" && typeof from === "string")
    for (const session of sessionsOfPhone(waha, to)) {
      const participant = chatIdOfPeer(waha, from);
      const lastKnownPresence = event.state === "composing" ? "typing" : String(event.state);
      const payload = { id: participant, presences: [{ participant, lastKnownPresence, lastSeen: null }] };
      tellEvent(waha, session, "presence.update", payload)();
    }
}
