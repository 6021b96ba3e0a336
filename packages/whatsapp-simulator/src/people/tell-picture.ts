import { randomBytes } from "node:crypto";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { node } from "../wire/nodes.ts";
import { jidOf } from "./user.ts";

/** Sets a picture of a phone or a group, or takes it away; those who see it are told. Returns its id. */
export function tellPicture(
  network: Network,
  owner: string,
  actor: string,
  image: Buffer | undefined,
): string | undefined {
  const id = image && randomBytes(8).toString("hex");
  if (image && id) network.store.run("insert or replace into pictures values (?, ?, ?)", owner, id, image);
  else network.store.run("delete from pictures where owner = ?", owner);
  const group = network.groups.find(owner);
  const user = network.directory.find(owner);
  const author = network.directory.find(actor);
  const from = group?.id ?? (user && jidOf(user, "pn"));
  const audience = group
    ? Object.keys(group.members)
    : network.accounts
        .phonesWithCompanions()
        .filter((phone) => phone === owner || network.book.haveTalked(phone, owner));
  const change = node(id ? "set" : "delete", { jid: from, id, author: author && jidOf(author, group ? "lid" : "pn") });
  for (const phone of audience)
    for (const to of network.accounts.companions(phone)) {
      const attributes = { from, type: "picture", id: randomBytes(8).toString("hex"), t: stanzaSeconds(network) };
      network.mailbox.post({ to, peer: actor, stanza: node("notification", attributes, [change]) })();
    }
  network.events.note("picture.changed", { owner, by: actor, set: id !== undefined });
  return id;
}
