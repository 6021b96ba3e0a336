import { memberNode } from "../groups/group-node.ts";
import { tellGroup } from "../groups/tell-group.ts";
import type { Network } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { node } from "../wire/nodes.ts";
import type { User } from "./user.ts";

/** Somebody moves to another number: the old one is on WhatsApp no more, groups go along and are told. */
export function changeNumber(network: Network, person: User, to: string): User {
  if (network.accounts.companions(person.phone).length > 0)
    throw refusal(409, "has_linked_devices", `${person.phone} has linked clients, which would be lost`);
  if (network.directory.find(to)?.registered) throw refusal(409, "number_taken", `${to} is somebody else's number`);
  const { name, kind, persona } = person;
  const moved = network.directory.create({ phone: to, name, kind, persona, registered: true, online: true });
  for (const group of network.groups.of(person.phone)) {
    const role = group.members[person.phone] ?? "member";
    const old = memberNode(network, person.phone, role);
    delete group.members[person.phone];
    group.members[to] = role;
    network.groups.save(group);
    tellGroup(network, group, to, node("modify", {}, [old, memberNode(network, to, role)]), Object.keys(group.members));
  }
  network.directory.create({ phone: person.phone, registered: false });
  network.events.note("number.changed", { phone: person.phone, to });
  return moved;
}
