import { binaryNodeToString } from "baileys";
import type { Node } from "../wire/nodes.ts";

/** A stanza that the network has no answer for. */
export interface UnknownStanza {
  /** The shape without its values: `iq get w:mex`. */
  what: string;
  example: string;
  count: number;
}

const DIFFERENT_KEPT = 500;

/** What clients sent and nobody understood, so that a test can insist that there is nothing. */
export class UnknownStanzas {
  private readonly seen = new Map<string, UnknownStanza>();

  /** Notes a stanza under the words that describe it. */
  add(what: string, stanza: Node): void {
    const known = this.seen.get(what);
    if (known) known.count++;
    else if (this.seen.size < DIFFERENT_KEPT)
      this.seen.set(what, { what, example: binaryNodeToString(stanza).slice(0, 2_000), count: 1 });
  }

  /** All of them. */
  list(): UnknownStanza[] {
    return [...this.seen.values()];
  }

  /** Starts an empty list. */
  clear(): void {
    this.seen.clear();
  }
}
