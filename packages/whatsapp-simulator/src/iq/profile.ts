import { stanzaSeconds } from "../network/network.ts";
import { changeBlock } from "../people/block.ts";
import { jidOf } from "../people/user.ts";
import { bytesOf, childrenOf, node } from "../wire/nodes.ts";
import type { Answer, Question } from "./question.ts";

/** Settings of the account itself: properties, block list, privacy, about, disappearing chats. */
export function answerProfile(question: Question): Answer | undefined {
  const { network, companion, iq, ask } = question;
  const { phone } = companion;
  const asks = `${iq.attrs.xmlns} ${iq.attrs.type} ${ask?.tag ?? ""}`.trim();
  switch (asks) {
    case "abt get props":
      return [node("props", { protocol: 1, ab_key: "sim", hash: "sim", refresh: 86_400, refresh_id: 1 }, [])];
    case "blocklist get":
      return [blockList(question)];
    case "blocklist set item":
      return block(question);
    case "privacy get privacy":
      return [
        node(
          "privacy",
          {},
          Object.entries(network.profiles.of(phone).privacy).map(([name, value]) => node("category", { name, value })),
        ),
      ];
    case "privacy set privacy": {
      const changed = childrenOf(ask, "category").map(({ attrs }) => [attrs.name ?? "", attrs.value ?? ""]);
      const { privacy } = network.profiles.of(phone);
      if (changed.some(([name, value]) => !(name && name in privacy) || !value))
        return { error: 400, text: "bad-request" };
      network.profiles.change(phone, { privacy: { ...privacy, ...Object.fromEntries(changed) } });
      return [node("privacy", {}, childrenOf(ask))];
    }
    case "privacy set tokens":
      return [
        node(
          "tokens",
          {},
          childrenOf(ask, "token").map(({ attrs }) =>
            node("token", { jid: attrs.jid, t: attrs.t ?? stanzaSeconds(network), type: attrs.type }),
          ),
        ),
      ];
    case "status set status":
      network.profiles.change(phone, {
        about: bytesOf(ask)?.toString("utf8") ?? "",
        aboutAt: stanzaSeconds(network),
      });
      return [];
    case "disappearing_mode set disappearing_mode":
      network.profiles.change(phone, {
        disappearing: { duration: Number(ask?.attrs.duration) || 0, at: stanzaSeconds(network) },
      });
      return [];
    case "bot get bot":
      return [node("bot", { v: 2 }, [node("section", { type: "all", name: "all" }, [])])];
    default:
      return undefined;
  }
}

function blockList({ network, companion }: Question) {
  const { blocked } = network.profiles.of(companion.phone);
  const items = blocked.flatMap((phone) => {
    const user = network.directory.find(phone);
    return user ? [node("item", { jid: jidOf(user, "lid"), pn_jid: jidOf(user, "pn") })] : [];
  });
  return node("list", { matched: "false", dhash: `sim-${blocked.length}` }, items);
}

function block(question: Question): Answer {
  const { network, companion, ask } = question;
  const other = network.directory.resolve(ask?.attrs.jid)?.user.phone;
  const action = ask?.attrs.action;
  if (other === undefined || (action !== "block" && action !== "unblock")) return { error: 400, text: "bad-request" };
  changeBlock(network, companion.phone, other, action, companion.device);
  return [blockList(question)];
}
