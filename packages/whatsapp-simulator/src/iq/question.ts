import type { Companion } from "../login/accounts.ts";
import type { Network } from "../network/network.ts";
import type { Connection } from "../wire/connection.ts";
import { type Node, node, SERVER } from "../wire/nodes.ts";

/** A question of a linked client. */
export interface Question {
  network: Network;
  connection: Connection;
  companion: Companion;
  iq: Node;
  /** The first child, which says what is asked. */
  ask: Node | undefined;
}

/** The content of an answer, an error, or `answered` when the answer was written already. */
export type Answer = Node[] | { error: number; text: string } | "answered";

/** The reply stanza that carries an answer. */
export function replyTo(iq: Node, answer: Exclude<Answer, "answered">): Node {
  const attributes = { from: iq.attrs.to ?? SERVER, id: iq.attrs.id };
  if (Array.isArray(answer))
    return node("iq", { ...attributes, type: "result" }, answer.length > 0 ? answer : undefined);
  return node("iq", { ...attributes, type: "error" }, [node("error", { code: answer.error, text: answer.text })]);
}
