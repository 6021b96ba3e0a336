import { answerAppState } from "../app-state/answer-app-state.ts";
import { answerGroup } from "../groups/answer-group.ts";
import type { Companion } from "../login/accounts.ts";
import type { Network } from "../network/network.ts";
import { Refusal } from "../network/refusal.ts";
import { answerNewsletter } from "../newsletters/answer-newsletter.ts";
import type { Connection } from "../wire/connection.ts";
import { childrenOf, type Node } from "../wire/nodes.ts";
import { answerBusiness } from "./business.ts";
import { answerEncrypt } from "./encrypt.ts";
import { answerMediaConnection } from "./media-connection.ts";
import { answerMex } from "./mex.ts";
import { goActive, removeCompanion } from "./own-device.ts";
import { answerPicture } from "./picture.ts";
import { answerProfile } from "./profile.ts";
import { type Answer, type Question, replyTo } from "./question.ts";
import { answerUsync } from "./usync.ts";

type Answerer = (question: Question) => Answer | undefined | Promise<Answer | undefined>;

/** Who answers which namespace; undefined from one of them means that the question is unknown. */
const ANSWERERS: Record<string, Answerer> = {
  encrypt: answerEncrypt,
  usync: answerUsync,
  passive: goActive,
  md: removeCompanion,
  "w:sync:app:state": answerAppState,
  "w:mex": answerMex,
  "w:m": answerMediaConnection,
  "w:p": () => [],
  "w:stats": () => [],
  "urn:xmpp:whatsapp:dirty": () => [],
  abt: answerProfile,
  blocklist: answerProfile,
  privacy: answerProfile,
  status: answerProfile,
  disappearing_mode: answerProfile,
  bot: answerProfile,
  "w:profile:picture": answerPicture,
  "w:biz": answerBusiness,
  "w:biz:catalog": answerBusiness,
  "fb:thrift_iq": answerBusiness,
  newsletter: answerNewsletter,
  "w:g2": answerGroup,
};

/** Answers a question; one that nobody understands gets an error at once instead of silence, and is noted. */
export async function answerIq(
  network: Network,
  connection: Connection,
  companion: Companion,
  iq: Node,
): Promise<void> {
  const { type, xmlns = "" } = iq.attrs;
  if (type === "result" || type === "error") return;
  const ask = childrenOf(iq)[0];
  if (xmlns !== "w:p" && network.faults.strikes("rateOverlimit", companion.phone)) {
    connection.send(replyTo(iq, { error: 429, text: "rate-overlimit" }));
    return;
  }
  const answer = await answerOrRefuse(ANSWERERS[xmlns], { network, connection, companion, iq, ask });
  if (answer === "answered") return;
  if (answer === undefined) network.unknown.add(`iq ${type} ${xmlns} ${ask?.tag ?? ""}`.trim(), iq);
  connection.send(replyTo(iq, answer ?? { error: 501, text: "feature-not-implemented" }));
}

async function answerOrRefuse(answerer: Answerer | undefined, question: Question): Promise<Answer | undefined> {
  try {
    return await answerer?.(question);
  } catch (error) {
    if (error instanceof Refusal) return { error: error.status, text: error.code.replaceAll("_", "-") };
    throw error;
  }
}
