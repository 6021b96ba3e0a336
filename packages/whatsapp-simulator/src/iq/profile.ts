import { stanzaSeconds } from "../network/network.ts";
import { childrenOf, node } from "../wire/nodes.ts";
import type { Answer, Question } from "./question.ts";

const PRIVACY = ["readreceipts", "profile", "status", "online", "last", "groupadd", "calladd", "messages"];

/** Settings of the account itself: properties, block list, privacy, picture, about, groups it is in. */
export function answerProfile(question: Question): Answer | undefined {
  const { network, iq, ask } = question;
  const asks = `${iq.attrs.xmlns} ${iq.attrs.type} ${ask?.tag ?? ""}`.trim();
  switch (asks) {
    case "abt get props":
      return [node("props", { protocol: 1, ab_key: "sim", hash: "sim", refresh: 86_400, refresh_id: 1 }, [])];
    case "blocklist get":
      return [node("list", { matched: "false", dhash: "sim" }, [])];
    case "blocklist set item":
      network.events.note("blocklist", {
        phone: question.companion.phone,
        jid: ask?.attrs.jid,
        action: ask?.attrs.action,
      });
      return [node("list", { dhash: "sim" }, [])];
    case "privacy get privacy":
      return [
        node(
          "privacy",
          {},
          PRIVACY.map((name) => node("category", { name, value: "all" })),
        ),
      ];
    case "privacy set privacy":
      return [node("privacy", {}, childrenOf(ask))];
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
    case "disappearing_mode set disappearing_mode":
      return [];
    case "w:biz get business_profile":
      return [node("business_profile", { v: 244 }, [])];
    default:
      return undefined;
  }
}
