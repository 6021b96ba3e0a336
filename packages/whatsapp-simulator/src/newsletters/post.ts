import { randomBytes } from "node:crypto";
import { proto } from "baileys";
import { readContent } from "../messages/read-content.ts";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import type { Connection } from "../wire/connection.ts";
import { bytesOfChild, childOf, type Node, node } from "../wire/nodes.ts";
import type { Newsletter, Post } from "./newsletter.ts";

const MOST_POSTS = 1_000;

/** Posts in a channel; every follower's clients get it in the clear. */
export function post(
  network: Network,
  newsletter: Newsletter,
  { by, content, type, id }: { by: string; content: Uint8Array; type: string; id?: string | undefined },
): Post {
  if (!newsletter.admins.includes(by)) throw refusal(403, "not_an_admin", `${by} may not post in this channel`);
  const made: Post = {
    serverId: (newsletter.posts.at(-1)?.serverId ?? 100) + 1,
    id: id ?? `3A${randomBytes(9).toString("hex").toUpperCase()}`,
    by,
    at: stanzaSeconds(network),
    type,
    content: Buffer.from(content).toString("base64"),
    text: readContent(proto.Message.decode(content)).text,
    views: [],
    reactions: {},
  };
  newsletter.posts = [...newsletter.posts, made].slice(-MOST_POSTS);
  network.newsletters.save(newsletter);
  for (const phone of newsletter.followers)
    for (const to of network.accounts.companions(phone))
      if (phone !== by) network.mailbox.post({ to, peer: "", stanza: postNode(newsletter, made) })();
  network.events.note("newsletter.posted", { newsletter: newsletter.id, by, serverId: made.serverId });
  return made;
}

/** Sets or takes back somebody's reaction to a post; admins' clients are told. */
export function react(network: Network, newsletter: Newsletter, by: string, serverId: number, emoji: string): void {
  const found = newsletter.posts.find((one) => one.serverId === serverId);
  if (!found) throw refusal(404, "no_such_post", `there is no post ${serverId}`);
  if (!newsletter.followers.includes(by)) throw refusal(403, "not_a_follower", `${by} does not follow this channel`);
  if (emoji === "") delete found.reactions[by];
  else found.reactions[by] = emoji;
  network.newsletters.save(newsletter);
  const attributes = {
    from: newsletter.id,
    type: "newsletter",
    id: randomBytes(8).toString("hex"),
    t: stanzaSeconds(network),
  };
  const change = node("reaction", { message_id: serverId }, [node("reaction", {}, Buffer.from(emoji))]);
  for (const phone of newsletter.admins)
    for (const to of network.accounts.companions(phone))
      network.mailbox.post({ to, peer: "", stanza: node("notification", attributes, [change]) })();
}

/** A linked client posts, or reacts to a post. */
export function acceptNewsletterMessage(network: Network, connection: Connection, phone: string, stanza: Node): void {
  const { id, to, type = "text" } = stanza.attrs;
  const ack = { class: "message", id, from: to, t: stanzaSeconds(network) };
  const newsletter = network.newsletters.find(to ?? "");
  try {
    if (!newsletter) throw refusal(404, "no_such_newsletter", `there is no ${to}`);
    if (type === "reaction") {
      react(network, newsletter, phone, Number(stanza.attrs.server_id), childOf(stanza, "reaction")?.attrs.code ?? "");
      connection.send(node("ack", ack));
      return;
    }
    const content = bytesOfChild(stanza, "plaintext");
    if (!content) throw refusal(479, "malformed", "a post has its content in the clear");
    const made = post(network, newsletter, { by: phone, content, type, id });
    connection.send(node("ack", { ...ack, server_id: made.serverId }));
  } catch (error) {
    const code = error instanceof Error && "status" in error ? Number(error.status) : 400;
    setTimeout(() => connection.send(node("ack", { ...ack, error: code })), network.settings.receiptDelay).unref();
  }
}

/** A post as the followers' clients get it. */
export function postNode(newsletter: Newsletter, one: Post): Node {
  const attributes = { from: newsletter.id, id: one.id, server_id: one.serverId, t: one.at, type: one.type };
  return node("message", attributes, [node("plaintext", {}, Buffer.from(one.content, "base64"))]);
}
