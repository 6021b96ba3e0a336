import { type Node, node } from "../wire/nodes.ts";
import type { Random } from "./random.ts";

const PERSON = "628130000001@s.whatsapp.net";
const GROUP = "120363000000000001@g.us";
const JIDS = [
  PERSON,
  "628120000001@s.whatsapp.net",
  "1@lid",
  GROUP,
  "status@broadcast",
  "x@newsletter",
  "@g.us",
  "@s.whatsapp.net",
  "",
] as const;
const VALUES = [
  "get",
  "set",
  "result",
  "error",
  "retry",
  "read",
  "0",
  "-1",
  "1e99",
  "A1",
  "",
  "\0",
  "é🌶️",
  ...JIDS,
] as const;
const TAGS = [
  "iq",
  "message",
  "receipt",
  "ack",
  "presence",
  "call",
  "enc",
  "to",
  "list",
  "item",
  "user",
  "key",
  "sync",
  "x",
] as const;

/** Whole stanzas of every kind that the network knows, to be bent. */
const SEEDS: readonly [() => Node, ...(() => Node)[]] = [
  () => iq("get", "encrypt", node("count")),
  () => iq("get", "encrypt", node("digest")),
  () => iq("get", "encrypt", node("key", {}, [node("user", { jid: PERSON })])),
  () =>
    iq(
      "set",
      "encrypt",
      node("list", {}, [node("key", {}, [node("id", {}, Buffer.alloc(3)), node("value", {}, Buffer.alloc(32))])]),
    ),
  () => iq("set", "encrypt", node("rotate", {}, [node("skey", {}, [node("id", {}, Buffer.alloc(3))])])),
  () =>
    iq(
      "get",
      "usync",
      node("usync", { sid: "1", mode: "query", context: "message" }, [
        node(
          "query",
          {},
          ["contact", "devices", "lid", "status", "disappearing_mode", "odd"].map((one) => node(one)),
        ),
        node("list", {}, [node("user", { jid: PERSON }, [node("contact", {}, Buffer.from("+628130000001"))])]),
      ]),
    ),
  () =>
    iq(
      "set",
      "w:sync:app:state",
      node("sync", {}, [node("collection", { name: "regular", version: 0 }, [node("patch", {}, Buffer.alloc(40))])]),
    ),
  () =>
    iq(
      "get",
      "w:mex",
      node("query", { query_id: "6563316087068696" }, Buffer.from('{"variables":{"input":{"key":"x","type":"JID"}}}')),
    ),
  () =>
    iq(
      "get",
      "w:mex",
      node("query", { query_id: "24404358912487870" }, Buffer.from('{"variables":{"newsletter_id":"x"}}')),
    ),
  () => iq("set", "w:m", node("media_conn")),
  () => iq("get", "blocklist"),
  () => iq("set", "blocklist", node("item", { action: "unblock", jid: PERSON })),
  () => iq("set", "privacy", node("privacy", {}, [node("category", { name: "last", value: "all" })])),
  () => iq("set", "privacy", node("tokens", {}, [node("token", { jid: PERSON, t: "1", type: "trusted_contact" })])),
  () => iq("set", "status", node("status", {}, Buffer.from("hi"))),
  () => iq("get", "w:profile:picture", node("picture", { type: "image", query: "url" }), { target: PERSON }),
  () => iq("get", "w:biz", node("business_profile", { v: 1 }, [node("profile", { jid: PERSON })])),
  () => iq("get", "w:biz:catalog", node("product_catalog", { jid: PERSON }, [node("limit", {}, Buffer.from("3"))])),
  () =>
    iq(
      "set",
      "w:biz:catalog",
      node("product_catalog_delete", {}, [node("product", {}, [node("id", {}, Buffer.from("1"))])]),
    ),
  () => iq("get", "w:g2", node("participating"), { to: "@g.us" }),
  () => iq("get", "w:g2", node("query", { request: "interactive" }), { to: GROUP }),
  () => iq("set", "w:g2", node("subject", {}, Buffer.from("new")), { to: GROUP }),
  () => iq("set", "w:g2", node("add", {}, [node("participant", { jid: PERSON })]), { to: GROUP }),
  () => iq("get", "w:g2", node("invite", { code: "x" }), { to: "@g.us" }),
  () => iq("set", "w:g2", node("leave", {}, [node("group", { id: GROUP })]), { to: "@g.us" }),
  () => iq("get", "newsletter", node("message_updates", { count: 5 }), { to: "x@newsletter" }),
  () => iq("get", "w:p", node("ping")),
  () => iq("set", "md", node("link_code_companion_reg", { jid: PERSON, stage: "companion_hello" })),
  () =>
    node("message", { id: "FUZZ", to: PERSON, type: "text" }, [
      node("participants", {}, [
        node("to", { jid: PERSON }, [node("enc", { v: 2, type: "pkmsg" }, Buffer.alloc(80, 3))]),
      ]),
      node("device-identity", {}, Buffer.alloc(20)),
    ]),
  () =>
    node("message", { id: "FUZZ", to: GROUP, type: "text" }, [
      node("enc", { v: 2, type: "skmsg" }, Buffer.alloc(120, 51)),
    ]),
  () =>
    node("message", { id: "FUZZ", to: "x@newsletter", type: "text" }, [
      node("plaintext", {}, Buffer.from([10, 1, 65])),
    ]),
  () =>
    node("receipt", { id: "FUZZ", to: PERSON, type: "read", t: "1" }, [node("list", {}, [node("item", { id: "B" })])]),
  () =>
    node("receipt", { id: "FUZZ", to: PERSON, type: "retry" }, [
      node("retry", { count: 1, id: "FUZZ", t: 1, v: 1 }),
      node("registration", {}, Buffer.alloc(4)),
    ]),
  () => node("receipt", { id: "FUZZ", to: GROUP, participant: PERSON, type: "retry" }, [node("retry", { count: 1 })]),
  () =>
    node("receipt", { id: "FUZZ", to: PERSON, type: "server-error" }, [node("rmr", { jid: PERSON, from_me: "false" })]),
  () => node("ack", { id: "FUZZ", class: "message", to: PERSON, error: "500" }),
  () => node("presence", { type: "subscribe", to: PERSON }),
  () => node("presence", { type: "available", name: "Fuzz" }),
  () => node("chatstate", { from: PERSON, to: PERSON }, [node("composing", { media: "audio" })]),
  () =>
    node("call", { id: "FUZZ", to: PERSON }, [node("reject", { "call-id": "1", "call-creator": PERSON, count: "0" })]),
  () => node("notification", { id: "FUZZ", type: "w:gp2", from: GROUP }),
];

/** A stanza that a client might send, bent in some places; never one that ends the session on purpose. */
export function mutatedStanza(random: Random): Node {
  const stanza = random.pick(SEEDS)();
  for (let times = random.below(5); times > 0; times--) bend(stanza, random);
  return stanza;
}

function bend(root: Node, random: Random): void {
  const target = random.pick([root, ...nodesBelow(root)]);
  const names = Object.keys(target.attrs);
  const name = names[random.below(Math.max(1, names.length))];
  switch (random.below(9)) {
    case 0:
      if (name !== undefined) target.attrs[name] = random.pick(VALUES);
      return;
    case 1:
      if (name !== undefined) delete target.attrs[name];
      return;
    case 2:
      target.attrs[random.pick(["id", "type", "to", "jid", "participant", "recipient", "version", "count"])] =
        random.pick(VALUES);
      return;
    case 3:
      target.tag = random.pick(TAGS);
      return;
    case 4:
      target.content = random.bytes(random.below(200));
      return;
    case 5:
      delete target.content;
      return;
    case 6:
      target.content = Array.isArray(target.content) ? [...target.content, ...target.content] : [node("x")];
      return;
    case 7:
      if (Array.isArray(target.content)) target.content = target.content.slice(1);
      return;
    default:
      if (target.content instanceof Uint8Array && target.content.length > 0)
        target.content[random.below(target.content.length)] = random.below(256);
  }
}

function nodesBelow(parent: Node): Node[] {
  if (!Array.isArray(parent.content)) return [];
  return parent.content.flatMap((child) => [child, ...nodesBelow(child)]);
}

function iq(type: string, xmlns: string, ask?: Node, more: Record<string, string> = {}): Node {
  return node("iq", { id: "FUZZ", to: "@s.whatsapp.net", type, xmlns, ...more }, ask ? [ask] : undefined);
}
