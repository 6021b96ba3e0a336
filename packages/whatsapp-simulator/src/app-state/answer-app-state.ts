import type { Answer, Question } from "../iq/question.ts";
import { bytesOf, childOf, childrenOf, type Node, node } from "../wire/nodes.ts";
import { announceCollection } from "./announce-collection.ts";
import { addPatch, patchesAfter, versionOf } from "./patches.ts";
import { takePushName } from "./take-push-name.ts";

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
    announceCollection(network, companion.phone, name, version, companion.device);
    if (name === "critical_block") void takePushName(network, companion.phone);
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
