import type { Answer, Question } from "../iq/question.ts";
import type { Network } from "../network/network.ts";
import { childrenOf, node } from "../wire/nodes.ts";
import type { Group } from "./group.ts";
import { memberNode } from "./group-node.ts";
import { tellGroup } from "./tell-group.ts";

/** What clients ask about the groups of a community, and how they put groups into one; undefined for anything else. */
export function answerCommunity({ network, companion, iq, ask }: Question): Answer | undefined {
  const community = network.groups.find(iq.attrs.to ?? "");
  if (!community?.isCommunity || community.members[companion.phone] === undefined) return undefined;
  switch (`${iq.attrs.type} ${ask?.tag}`) {
    case "get sub_groups":
      return [node("sub_groups", {}, network.groups.subgroupsOf(community.id).map(shortNode))];
    case "get linked_groups_participants": {
      const groups = [community, ...network.groups.subgroupsOf(community.id)];
      const phones = new Set(groups.flatMap((group) => Object.keys(group.members)));
      return [
        node(
          "linked_groups_participants",
          {},
          [...phones].map((phone) => memberNode(network, phone, community.members[phone])),
        ),
      ];
    }
    case "set links": {
      const link = childrenOf(ask, "link")[0];
      const groups = childrenOf(link, "group").map(({ attrs }) => network.groups.find(attrs.jid ?? ""));
      return relink(network, community, companion.phone, groups, community.id);
    }
    case "set unlink": {
      const groups = childrenOf(ask, "group").map(({ attrs }) => network.groups.find(attrs.jid ?? ""));
      return relink(network, community, companion.phone, groups, null);
    }
    default:
      return undefined;
  }
}

function relink(
  network: Network,
  community: Group,
  actor: string,
  groups: (Group | undefined)[],
  parent: string | null,
): Answer {
  if (!network.groups.isAdmin(community.id, actor)) return { error: 403, text: "forbidden" };
  const tag = parent === null ? "unlink" : "link";
  for (const group of groups) {
    if (!group || !network.groups.isAdmin(group.id, actor)) return { error: 403, text: "forbidden" };
    group.parent = parent;
    network.groups.save(group);
    const attributes = { [`${tag}_type`]: "sub_group" };
    tellGroup(network, community, actor, node(tag, attributes, [shortNode(group)]), Object.keys(group.members));
  }
  return [
    node(
      `${tag}s`,
      {},
      groups.flatMap((group) => (group ? [shortNode(group)] : [])),
    ),
  ];
}

function shortNode(group: Group) {
  return node("group", {
    id: group.id.split("@")[0],
    jid: group.id,
    subject: group.subject,
    creation: group.createdAt,
    s_t: group.subjectAt,
    size: Object.keys(group.members).length,
    default_sub_group: group.isAnnouncements ? "true" : undefined,
  });
}
