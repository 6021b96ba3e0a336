import { randomBytes } from "node:crypto";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { type Node, node } from "../wire/nodes.ts";
import type { Group } from "./group.ts";
import { groupNode, named } from "./group-node.ts";
import { tellGroup } from "./tell-group.ts";

/** What is wished of a new group. */
export interface NewGroup {
  subject: string;
  members: string[];
  isCommunity?: boolean;
  parent?: string | null;
  isAnnouncements?: boolean;
  ephemeral?: number;
  approval?: boolean;
  description?: string | undefined;
}

/** What can be changed of a group. */
export interface GroupChange {
  subject?: string | undefined;
  /** Null or empty takes it away. */
  description?: { id?: string | undefined; text: string } | null | undefined;
  announce?: boolean | undefined;
  locked?: boolean | undefined;
  ephemeral?: number | undefined;
  approval?: boolean | undefined;
  everyoneAdds?: boolean | undefined;
}

const LONGEST_SUBJECT = 100;
const LONGEST_DESCRIPTION = 2_048;

/** Makes a group; every member gets to know of it before anybody can write in it. */
export function createGroup(network: Network, creator: string, wish: NewGroup): Group {
  const now = stanzaSeconds(network);
  requireSubject(wish.subject);
  const members: Group["members"] = { [creator]: "superadmin" };
  for (const phone of wish.members) if (network.directory.reach(phone)) members[phone] ??= "member";
  const group: Group = {
    id: network.groups.newId(),
    subject: wish.subject,
    subjectBy: creator,
    subjectAt: now,
    creator,
    createdAt: now,
    description: wish.description
      ? { id: randomBytes(8).toString("hex"), text: wish.description, by: creator, at: now }
      : null,
    announce: wish.isAnnouncements ?? false,
    locked: false,
    ephemeral: wish.ephemeral ?? 0,
    approval: wish.approval ?? false,
    everyoneAdds: true,
    inviteCode: network.groups.newInvite(),
    isCommunity: wish.isCommunity ?? false,
    parent: wish.parent ?? null,
    isAnnouncements: wish.isAnnouncements ?? false,
    members,
    requests: {},
  };
  network.groups.save(group);
  tellGroup(network, group, creator, createNode(network, group), Object.keys(members));
  return group;
}

/** The notice by which a phone learns of a group it is in now. */
export function createNode(network: Network, group: Group, reason?: string): Node {
  return node("create", { type: reason ?? "new", key: group.id }, [groupNode(network, group)]);
}

/** Changes what is named of a group and tells its members; refuses who may not. */
export function changeGroup(network: Network, group: Group, actor: string, change: GroupChange): void {
  const isAdmin = network.groups.isAdmin(group.id, actor);
  if (group.members[actor] === undefined) throw refusal(403, "not_a_member", `${actor} is not in this group`);
  const { subject, description, ...settings } = change;
  const isSetting = Object.values(settings).some((value) => value !== undefined);
  if ((group.locked || isSetting) && !isAdmin) throw refusal(403, "not_an_admin", `${actor} is no admin of this group`);
  if (subject !== undefined) requireSubject(subject);
  if ((description?.text.length ?? 0) > LONGEST_DESCRIPTION)
    throw refusal(406, "too_long", `a description may have ${LONGEST_DESCRIPTION} characters`);
  const notices = applyChanges(network, group, actor, change);
  network.groups.save(group);
  for (const notice of notices) tellGroup(network, group, actor, notice, Object.keys(group.members));
}

function applyChanges(network: Network, group: Group, actor: string, change: GroupChange): Node[] {
  const now = stanzaSeconds(network);
  const notices: Node[] = [];
  if (change.subject !== undefined) {
    Object.assign(group, { subject: change.subject, subjectBy: actor, subjectAt: now });
    notices.push(node("subject", { subject: change.subject, s_t: now, ...named(network, "s_o", actor) }));
  }
  if (change.description !== undefined) {
    const text = change.description?.text ?? "";
    const id = change.description?.id ?? randomBytes(8).toString("hex");
    group.description = text === "" ? null : { id, text, by: actor, at: now };
    notices.push(
      text === ""
        ? node("description", { id, delete: "true" })
        : node("description", { id }, [node("body", {}, Buffer.from(text))]),
    );
  }
  if (change.announce !== undefined) {
    group.announce = change.announce;
    notices.push(node(change.announce ? "announcement" : "not_announcement"));
  }
  if (change.locked !== undefined) {
    group.locked = change.locked;
    notices.push(node(change.locked ? "locked" : "unlocked"));
  }
  if (change.ephemeral !== undefined) {
    group.ephemeral = change.ephemeral;
    notices.push(change.ephemeral > 0 ? node("ephemeral", { expiration: change.ephemeral }) : node("not_ephemeral"));
  }
  if (change.approval !== undefined) {
    group.approval = change.approval;
    const state = change.approval ? "on" : "off";
    notices.push(node("membership_approval_mode", {}, [node("group_join", { state })]));
  }
  if (change.everyoneAdds !== undefined) {
    group.everyoneAdds = change.everyoneAdds;
    notices.push(node("member_add_mode", {}, Buffer.from(change.everyoneAdds ? "all_member_add" : "admin_add")));
  }
  return notices;
}

function requireSubject(subject: string): void {
  if (subject === "" || subject.length > LONGEST_SUBJECT)
    throw refusal(406, "bad_subject", `a subject has 1 to ${LONGEST_SUBJECT} characters`);
}
