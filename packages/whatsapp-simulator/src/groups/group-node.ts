import type { Network } from "../network/network.ts";
import { jidOf } from "../people/user.ts";
import { type Node, node } from "../wire/nodes.ts";
import type { Group } from "./group.ts";

/** A group as answers and notifications carry it. */
export function groupNode(network: Network, group: Group, tag: "group" | "community" = "group"): Node {
  const { description } = group;
  const parts = Object.entries(group.members).map(([phone, role]) => memberNode(network, phone, role));
  if (description)
    parts.push(
      node("description", { id: description.id, t: description.at, ...named(network, "participant", description.by) }, [
        node("body", {}, Buffer.from(description.text)),
      ]),
    );
  if (group.announce) parts.push(node("announcement"));
  if (group.locked) parts.push(node("locked"));
  if (group.ephemeral > 0) parts.push(node("ephemeral", { expiration: group.ephemeral, trigger: 0 }));
  if (group.approval) parts.push(node("membership_approval_mode", {}, [node("group_join", { state: "on" })]));
  if (group.isCommunity) parts.push(node("parent", { default_membership_approval_mode: "request_required" }));
  if (group.parent) parts.push(node("linked_parent", { jid: group.parent }));
  if (group.isAnnouncements) parts.push(node("default_sub_group"));
  parts.push(node("member_add_mode", {}, Buffer.from(group.everyoneAdds ? "all_member_add" : "admin_add")));
  return node(
    tag,
    {
      id: group.id.split("@")[0],
      subject: group.subject,
      ...named(network, "s_o", group.subjectBy),
      s_t: group.subjectAt,
      creation: group.createdAt,
      ...named(network, "creator", group.creator),
      addressing_mode: "lid",
      size: Object.keys(group.members).length,
      p_v_id: group.createdAt,
    },
    parts,
  );
}

/** A member of a group, or somebody who is to become or to stop being one. */
export function memberNode(network: Network, phone: string, role?: string, error?: number): Node {
  const user = network.directory.find(phone);
  if (!user) return node("participant", { jid: `${phone}@s.whatsapp.net`, error: error ?? 404 });
  return node("participant", {
    jid: jidOf(user, "lid"),
    phone_number: jidOf(user, "pn"),
    type: role === "member" ? undefined : role,
    error,
  });
}

/** Somebody as two attributes: the hidden id under the name, the number under the name with `_pn`. */
export function named(network: Network, name: string, phone: string): Record<string, string> {
  const user = network.directory.find(phone);
  return user ? { [name]: jidOf(user, "lid"), [`${name}_pn`]: jidOf(user, "pn") } : {};
}
