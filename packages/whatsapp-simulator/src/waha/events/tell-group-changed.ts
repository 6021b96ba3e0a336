import type { NetworkEvent } from "../../network/event-log.ts";
import { showGroup, showMember } from "../chats/show-group.ts";
import { sessionsOfPhone, type Waha } from "../waha.ts";
import { tellEvent } from "./tell-event.ts";

const TYPES: Record<string, string> = { add: "join", remove: "leave", promote: "promote", demote: "demote" };

/** A group changed: every session in it, or just taken out of it, is told what and who. */
export function tellGroupChanged(waha: Waha, { group: id, change, members, at }: NetworkEvent): void {
  const { directory, groups } = waha.network;
  const group = groups.find(String(id));
  if (!group) return;
  const timestamp = Math.floor(at / 1000);
  const named = String(members ?? "")
    .split(" ")
    .flatMap((jid) => directory.resolve(jid)?.user.phone ?? []);
  const type = TYPES[String(change)];
  const participants = named.map((phone) => showMember(waha, phone, group.members[phone] ?? "member"));
  for (const phone of new Set([...Object.keys(group.members), ...named]))
    for (const session of sessionsOfPhone(waha, phone)) {
      const tell = (event: string, payload: object) =>
        tellEvent(waha, session, event, { timestamp, ...payload, _data: {} })();
      const isAbout = named.includes(phone);
      if (change === "create" || (isAbout && type === "join"))
        tell("group.v2.join", { group: showGroup(waha, group, false) });
      else if (isAbout && type === "leave") tell("group.v2.leave", { group: { id: group.id } });
      if (type) tell("group.v2.participants", { type, group: { id: group.id }, participants });
      else if (change !== "create") tell("group.v2.update", { group: showGroup(waha, group, true) });
    }
}
