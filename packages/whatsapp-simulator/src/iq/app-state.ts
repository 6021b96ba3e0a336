import { childrenOf, node } from "../wire/nodes.ts";
import type { Answer, Question } from "./answer-iq.ts";

/** Collections of synchronized settings: this network keeps none yet, so every collection is empty at version 0. */
export function answerAppState({ ask }: Question): Answer | undefined {
  if (ask?.tag !== "sync") return undefined;
  const collections = childrenOf(ask, "collection").map(({ attrs }) =>
    node("collection", { name: attrs.name, version: attrs.version ?? 0, type: "regular" }),
  );
  return [node("sync", {}, collections)];
}
