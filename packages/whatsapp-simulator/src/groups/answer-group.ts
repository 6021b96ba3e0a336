import type { Answer, Question } from "../iq/question.ts";
import type { Network } from "../network/network.ts";
import { jidOf } from "../people/user.ts";
import { bytesOf, bytesOfChild, childOf, childrenOf, type Node, node } from "../wire/nodes.ts";
import { answerCommunity } from "./answer-community.ts";
import { changeGroup, createGroup, type GroupChange } from "./change-group.ts";
import {
  changeMembers,
  decideRequests,
  joinGroup,
  leaveGroup,
  MEMBER_ACTIONS,
  type MemberResult,
} from "./change-members.ts";
import type { Group } from "./group.ts";
import { groupNode, memberNode } from "./group-node.ts";

const SERVER = "@g.us";

/** What clients ask about groups and do with them. */
export function answerGroup(question: Question): Answer | undefined {
  const { network, companion, iq, ask } = question;
  if (!ask) return undefined;
  const community = answerCommunity(question);
  if (community) return community;
  const { to, type } = iq.attrs;
  if (to === SERVER || to === undefined) return answerAll(network, companion.phone, type, ask);
  const group = network.groups.find(to);
  if (!group) return { error: 404, text: "item-not-found" };
  if (type === "set" && ask.tag === "accept") return acceptInvitation(network, group, companion.phone, ask);
  if (group.members[companion.phone] === undefined) return { error: 403, text: "forbidden" };
  return type === "get" ? read(network, group, companion.phone, ask) : change(network, group, companion.phone, ask);
}

function answerAll(network: Network, phone: string, type: string | undefined, ask: Node): Answer | undefined {
  switch (`${type} ${ask.tag}`) {
    case "get participating": {
      const groups = network.groups.of(phone);
      const communities = groups.filter((group) => group.isCommunity);
      return [
        node(
          "groups",
          {},
          groups.map((group) => groupNode(network, group)),
        ),
        node(
          "communities",
          {},
          communities.map((group) => groupNode(network, group, "community")),
        ),
      ];
    }
    case "set create":
      return create(network, phone, ask);
    case "set leave":
      return leave(network, phone, ask);
    case "get invite":
    case "set invite": {
      const group = network.groups.findByInvite(ask.attrs.code ?? "");
      if (!group) return { error: 406, text: "not-acceptable" };
      if (type === "get") return [groupNode(network, group)];
      const how = joinGroup(network, group, phone);
      return [node(how === "joined" ? "group" : "membership_approval_request", { jid: group.id })];
    }
    default:
      return undefined;
  }
}

function create(network: Network, phone: string, ask: Node): Answer {
  const parent = childOf(ask, "linked_parent")?.attrs.jid ?? null;
  const group = createGroup(network, phone, {
    subject: ask.attrs.subject ?? "",
    members: phonesIn(network, ask),
    isCommunity: childOf(ask, "parent") !== undefined,
    parent,
    description: bytesOfChild(childOf(ask, "description"), "body")?.toString("utf8"),
  });
  if (group.isCommunity)
    createGroup(network, phone, { subject: group.subject, members: [], parent: group.id, isAnnouncements: true });
  return [groupNode(network, group)];
}

function leave(network: Network, phone: string, ask: Node): Answer {
  const groups = childrenOf(ask).map(({ attrs }) => ({ id: attrs.id, group: network.groups.find(attrs.id ?? "") }));
  return [
    node(
      "leave",
      {},
      groups.map(({ id, group }) => {
        if (!group || group.members[phone] === undefined) return node("group", { id, error: 404 });
        leaveGroup(network, group, phone);
        return node("group", { id });
      }),
    ),
  ];
}

function read(network: Network, group: Group, phone: string, ask: Node): Answer | undefined {
  switch (ask.tag) {
    case "query":
      return group.isCommunity
        ? [groupNode(network, group), groupNode(network, group, "community")]
        : [groupNode(network, group)];
    case "invite":
      if (group.locked && !network.groups.isAdmin(group.id, phone)) return { error: 403, text: "forbidden" };
      return [node("invite", { code: group.inviteCode })];
    case "membership_approval_requests":
      return [
        node(
          "membership_approval_requests",
          {},
          Object.entries(group.requests).map(([asker, { at, method }]) => {
            const user = network.directory.find(asker);
            return node("membership_approval_request", {
              jid: user && jidOf(user, "lid"),
              phone_number: user && jidOf(user, "pn"),
              request_method: method,
              request_time: at,
            });
          }),
        ),
      ];
    default:
      return undefined;
  }
}

function change(network: Network, group: Group, phone: string, ask: Node): Answer | undefined {
  const action = MEMBER_ACTIONS.find((one) => one === ask.tag);
  if (action)
    return [resultNode(network, action, changeMembers(network, group, phone, action, phonesIn(network, ask)))];
  if (ask.tag === "membership_requests_action") {
    const decision = childOf(ask, "approve") ? "approve" : "reject";
    const results = decideRequests(network, group, phone, decision, phonesIn(network, childOf(ask, decision)));
    return [node("membership_requests_action", {}, [resultNode(network, decision, results)])];
  }
  if (ask.tag === "invite") {
    if (!network.groups.isAdmin(group.id, phone)) return { error: 403, text: "forbidden" };
    group.inviteCode = network.groups.newInvite();
    network.groups.save(group);
    return [node("invite", { code: group.inviteCode })];
  }
  // Personal invitations carry the code of the link: revoking one of them only makes it unusable by its date.
  if (ask.tag === "revoke") return [];
  const wish = wishOf(ask);
  if (!wish) return undefined;
  changeGroup(network, group, phone, wish);
  return [];
}

function wishOf(ask: Node): GroupChange | undefined {
  const content = bytesOf(ask)?.toString("utf8") ?? "";
  switch (ask.tag) {
    case "subject":
      return { subject: content };
    case "description": {
      const text = bytesOfChild(ask, "body")?.toString("utf8") ?? "";
      return { description: ask.attrs.delete === "true" ? null : { id: ask.attrs.id, text } };
    }
    case "announcement":
    case "not_announcement":
      return { announce: ask.tag === "announcement" };
    case "locked":
    case "unlocked":
      return { locked: ask.tag === "locked" };
    case "ephemeral":
      return { ephemeral: Number(ask.attrs.expiration) || 0 };
    case "not_ephemeral":
      return { ephemeral: 0 };
    case "member_add_mode":
      return { everyoneAdds: content === "all_member_add" };
    case "membership_approval_mode":
      return { approval: (childrenOf(ask)[0]?.attrs.state ?? "off") === "on" };
    default:
      return undefined;
  }
}

function acceptInvitation(network: Network, group: Group, phone: string, ask: Node): Answer {
  const isValid = ask.attrs.code === group.inviteCode && Number(ask.attrs.expiration) * 1000 > Date.now();
  if (!isValid) return { error: 406, text: "not-acceptable" };
  joinGroup(network, group, phone);
  return [node("group", { jid: group.id })];
}

function phonesIn(network: Network, parent: Node | undefined): string[] {
  return childrenOf(parent, "participant").map(
    ({ attrs }) => network.directory.resolve(attrs.jid)?.user.phone ?? (attrs.jid ?? "").replace(/\D.*$/, ""),
  );
}

function resultNode(network: Network, tag: string, results: MemberResult[]): Node {
  return node(
    tag,
    {},
    results.map(({ phone, status }) => memberNode(network, phone, undefined, status === 200 ? undefined : status)),
  );
}
