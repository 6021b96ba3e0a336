import type { Network } from "../network/network.ts";
import { tellPicture } from "../people/tell-picture.ts";
import { text } from "../store/row.ts";
import { bytesOf, node } from "../wire/nodes.ts";
import type { Answer, Question } from "./question.ts";

const LARGEST_PICTURE = 5 * 1024 * 1024;

/** Pictures of people and groups: where to get one, and setting or taking away one's own or a group's. */
export function answerPicture({ network, companion, iq, ask }: Question): Answer | undefined {
  const { target, type } = iq.attrs;
  const owner = target === undefined ? companion.phone : ownerOf(network, target);
  if (owner === undefined) return { error: 404, text: "item-not-found" };
  const isHidden = owner !== companion.phone && !network.profiles.shows(owner, "profile");
  if (type === "get" && isHidden) return { error: 401, text: "not-authorized" };
  if (type === "get") return ask?.tag === "picture" ? showPicture(network, owner, ask.attrs.type) : undefined;
  if (type !== "set") return undefined;
  if (owner !== companion.phone && !mayChange(network, owner, companion.phone))
    return { error: 403, text: "forbidden" };
  const image = bytesOf(ask);
  if (ask && (ask.tag !== "picture" || !image)) return undefined;
  if ((image?.length ?? 0) > LARGEST_PICTURE) return { error: 406, text: "not-acceptable" };
  const id = tellPicture(network, owner, companion.phone, image);
  return id === undefined ? [] : [node("picture", { id })];
}

function showPicture(network: Network, owner: string, type: string | undefined): Answer {
  const row = network.store.one("select id from pictures where owner = ?", owner);
  if (!row) return { error: 404, text: "item-not-found" };
  const id = text(row, "id");
  const directPath = `/pps/picture/${id}`;
  return [
    node("picture", {
      id,
      type: type ?? "preview",
      url: `https://${network.media.host}${directPath}`,
      direct_path: directPath,
    }),
  ];
}

function ownerOf(network: Network, jid: string): string | undefined {
  if (jid.endsWith("@g.us")) return network.groups.find(jid)?.id;
  return network.directory.resolve(jid)?.user.phone;
}

function mayChange(network: Network, owner: string, phone: string): boolean {
  const group = network.groups.find(owner);
  if (group?.members[phone] === undefined) return false;
  return !group.locked || network.groups.isAdmin(group.id, phone);
}
