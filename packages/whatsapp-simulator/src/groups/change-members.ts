import { type Network, stanzaSeconds } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { node } from "../wire/nodes.ts";
import { createNode } from "./change-group.ts";
import type { Group } from "./group.ts";
import { memberNode } from "./group-node.ts";
import { tellGroup } from "./tell-group.ts";

/** What can be done to members. */
export const MEMBER_ACTIONS = ["add", "remove", "promote", "demote"] as const;
export type MemberAction = (typeof MEMBER_ACTIONS)[number];

/** What became of one of them: 200, or why not. */
export interface MemberResult {
  phone: string;
  status: number;
}

const MOST_MEMBERS = 1_024;
const OK = 200;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const ALREADY = 409;
const FULL = 500;

/** Adds, removes, promotes or demotes members and tells all who are concerned; says for each whether it was done. */
export function changeMembers(
  network: Network,
  group: Group,
  actor: string,
  action: MemberAction,
  phones: string[],
): MemberResult[] {
  const isAdmin = network.groups.isAdmin(group.id, actor);
  const mayAct = isAdmin || (action === "add" && group.everyoneAdds);
  if (group.members[actor] === undefined) throw refusal(403, "not_a_member", `${actor} is not in this group`);
  if (!mayAct) throw refusal(403, "not_an_admin", `${actor} is no admin of this group`);
  const before = Object.keys(group.members);
  const results = phones.map((phone) => ({ phone, status: applyTo(network, group, action, phone) }));
  const done = results.filter((result) => result.status === OK).map((result) => result.phone);
  if (done.length === 0) return results;
  if (action === "remove") network.senderKeys.renew(group.id);
  network.groups.save(group);
  const change = node(
    action,
    {},
    done.map((phone) => memberNode(network, phone, group.members[phone] ?? "member")),
  );
  if (action === "add") tellGroup(network, group, actor, createNode(network, group, "invite"), done);
  tellGroup(network, group, actor, change, [...before, ...Object.keys(group.members)]);
  return results;
}

/** A member leaves. */
export function leaveGroup(network: Network, group: Group, phone: string): void {
  if (group.members[phone] === undefined) throw refusal(404, "not_a_member", `${phone} is not in this group`);
  const before = Object.keys(group.members);
  const leaver = memberNode(network, phone);
  delete group.members[phone];
  const heir = Object.keys(group.members)[0];
  const hasAdmin = Object.values(group.members).some((role) => role !== "member");
  if (heir !== undefined && !hasAdmin) group.members[heir] = "admin";
  network.senderKeys.renew(group.id);
  network.groups.save(group);
  tellGroup(network, group, phone, node("remove", {}, [leaver]), before);
}

/** Somebody comes in by the link; waits when admins have to agree. */
export function joinGroup(network: Network, group: Group, phone: string): "joined" | "requested" {
  if (!network.directory.reach(phone)) throw refusal(404, "no_such_person", `${phone} is not on WhatsApp`);
  if (group.members[phone] !== undefined) throw refusal(409, "already_a_member", `${phone} is in this group`);
  if (group.approval) {
    group.requests[phone] = { at: stanzaSeconds(network), method: "invite_link" };
    network.groups.save(group);
    const admins = Object.keys(group.members).filter((member) => network.groups.isAdmin(group.id, member));
    const attributes = { request_method: "invite_link" };
    tellGroup(
      network,
      group,
      phone,
      node("created_membership_requests", attributes, [memberNode(network, phone)]),
      admins,
    );
    return "requested";
  }
  admit(network, group, phone, phone, "invite");
  return "joined";
}

/** An admin agrees to requests, or turns them down. */
export function decideRequests(
  network: Network,
  group: Group,
  actor: string,
  action: "approve" | "reject",
  phones: string[],
): MemberResult[] {
  if (!network.groups.isAdmin(group.id, actor))
    throw refusal(403, "not_an_admin", `${actor} is no admin of this group`);
  return phones.map((phone) => {
    if (!group.requests[phone]) return { phone, status: NOT_FOUND };
    delete group.requests[phone];
    if (action === "approve") admit(network, group, actor, phone, "linked_group_join");
    else {
      network.groups.save(group);
      tellGroup(
        network,
        group,
        actor,
        node("revoked_membership_requests", {}, [memberNode(network, phone)]),
        Object.keys(group.members),
      );
    }
    return { phone, status: OK };
  });
}

function admit(network: Network, group: Group, actor: string, phone: string, reason: string): void {
  group.members[phone] = "member";
  delete group.requests[phone];
  network.groups.save(group);
  tellGroup(network, group, actor, createNode(network, group, reason), [phone]);
  tellGroup(network, group, actor, node("add", { reason }, [memberNode(network, phone)]), Object.keys(group.members));
}

function applyTo(network: Network, group: Group, action: MemberAction, phone: string): number {
  const role = group.members[phone];
  if (action === "add") {
    if (!network.directory.reach(phone)) return NOT_FOUND;
    if (role !== undefined) return ALREADY;
    if (!network.profiles.shows(phone, "groupadd")) return FORBIDDEN;
    if (Object.keys(group.members).length >= MOST_MEMBERS) return FULL;
    group.members[phone] = "member";
    return OK;
  }
  if (role === undefined) return NOT_FOUND;
  // Whoever made the group cannot be put out of it or lowered.
  if (role === "superadmin") return FORBIDDEN;
  if (action === "remove") delete group.members[phone];
  else group.members[phone] = action === "promote" ? "admin" : "member";
  return OK;
}
