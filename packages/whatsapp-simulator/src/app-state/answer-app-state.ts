import { randomBytes } from "node:crypto";
import type { Answer, Question } from "../iq/question.ts";
import { stanzaSeconds } from "../network/network.ts";
import { bytesOf, childOf, childrenOf, type Node, node, SERVER } from "../wire/nodes.ts";
import { addPatch, patchesAfter, versionOf } from "./patches.ts";

const CONFLICT = 409;

/** Collections of synchronized settings: takes a client's patch, gives the ones it has not seen. */
export function answerAppState(question: Question): Answer | undefined {
  if (question.ask?.tag !== "sync") return undefined;
  return [
    node(
      "sync",
      {},
      childrenOf(question.ask, "collection").map((collection) => answerCollection(question, collection)),
    ),
  ];
}

function answerCollection(question: Question, collection: Node): Node {
  const { network, companion } = question;
  const name = collection.attrs.name ?? "";
  const asked = Number(collection.attrs.version) || 0;
  const patch = bytesOf(childOf(collection, "patch"));
  if (patch) {
    const version = addPatch(network.store, companion.phone, name, asked, patch);
    if (version === undefined) {
      const now = versionOf(network.store, companion.phone, name);
      return node("collection", { name, version: now, type: "error" }, [
        node("error", { code: CONFLICT, text: "conflict" }),
      ]);
    }
    announce(question, name, version);
    return node("collection", { name, version, type: "result" });
  }
  const patches = patchesAfter(network.store, companion.phone, name, asked);
  const version = patches.at(-1)?.version ?? asked;
  const content =
    patches.length === 0
      ? undefined
      : [
          node(
            "patches",
            {},
            patches.map((one) => node("patch", {}, one.patch)),
          ),
        ];
  return node("collection", { name, version, type: "regular" }, content);
}

function announce({ network, companion }: Question, name: string, version: number): void {
  for (const other of network.accounts.companions(companion.phone)) {
    if (other.device === companion.device) continue;
    const attributes = {
      from: SERVER,
      type: "server_sync",
      id: randomBytes(6).toString("hex"),
      t: stanzaSeconds(network),
    };
    const stanza = node("notification", attributes, [node("collection", { name, version })]);
    network.mailbox.post({ to: other, peer: "", stanza })();
  }
}
