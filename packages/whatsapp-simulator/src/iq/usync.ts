import type { Network } from "../network/network.ts";
import { type Address, jidOf, phoneDigits } from "../people/user.ts";
import { bytesOfChild, childOf, childrenOf, type Node, node } from "../wire/nodes.ts";
import type { Answer, Question } from "./question.ts";

const KNOWN = new Set(["contact", "devices", "lid", "status", "disappearing_mode", "username", "bot"]);

/** Who is on WhatsApp, with which devices, under which hidden id. */
export function answerUsync({ network, iq, ask }: Question): Answer | undefined {
  if (ask?.tag !== "usync") return undefined;
  const wanted = childrenOf(childOf(ask, "query")).map((protocol) => protocol.tag);
  const strange = wanted.find((protocol) => !KNOWN.has(protocol));
  if (strange !== undefined) network.unknown.add(`usync protocol ${strange}`, iq);
  const users = childrenOf(childOf(ask, "list"), "user").flatMap((user) => aboutUser(network, user, wanted) ?? []);
  return [
    node("usync", { sid: ask.attrs.sid, index: 0, last: "true", mode: ask.attrs.mode, context: ask.attrs.context }, [
      node(
        "result",
        {},
        wanted.map((protocol) => node(protocol)),
      ),
      node("list", {}, users),
    ]),
  ];
}

function aboutUser(network: Network, asked: Node, wanted: string[]): Node | undefined {
  const typed = bytesOfChild(asked, "contact")?.toString("utf8");
  const phone = typed === undefined ? undefined : phoneDigits(typed);
  const jid = asked.attrs.jid ?? (phone === undefined ? undefined : `${phone}@s.whatsapp.net`);
  const found = network.directory.resolve(jid);
  if (!found)
    return wanted.includes("contact") ? node("user", { jid }, [node("contact", { type: "out" }, typed)]) : undefined;
  const facts = wanted.flatMap((protocol) => factAbout(network, found, protocol, typed) ?? []);
  return node("user", { jid: jidOf(found.user, found.server) }, facts);
}

function factAbout(
  network: Network,
  { user, server }: Address,
  protocol: string,
  typed: string | undefined,
): Node | undefined {
  switch (protocol) {
    case "contact":
      return node("contact", { type: "in" }, typed);
    case "devices":
      return devicesOf(network, user.phone);
    case "lid":
      // Asked by hidden id the service does not repeat it; Baileys would store it as its own phone number.
      return server === "lid" ? undefined : node("lid", { val: jidOf(user, "lid") });
    case "status":
      return network.profiles.shows(user.phone, "status")
        ? node("status", { t: network.profiles.of(user.phone).aboutAt }, network.profiles.of(user.phone).about)
        : node("status", { code: 401, t: 0 });
    case "disappearing_mode":
      return disappearingOf(network, user.phone);
    default:
      return undefined;
  }
}

function disappearingOf(network: Network, phone: string): Node {
  const { duration, at } = network.profiles.of(phone).disappearing;
  return node("disappearing_mode", { duration, t: at });
}

function devicesOf(network: Network, phone: string): Node {
  const companions = network.accounts
    .companions(phone)
    .map((companion) => node("device", { id: companion.device, "key-index": companion.keyIndex }));
  return node("devices", {}, [node("device-list", {}, [node("device", { id: 0 }), ...companions])]);
}
