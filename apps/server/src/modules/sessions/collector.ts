/**
 * Gathers items and hands them over together, one call at a time: under load the next call carries what came during
 * the one before.
 */
export class Collector<Item> {
  readonly #handOver: (items: Item[]) => Promise<void>;
  readonly #waitMs: number;
  #items: Item[] = [];
  #running: Promise<void> | undefined;

  constructor(waitMs: number, handOver: (items: Item[]) => Promise<void>) {
    this.#waitMs = waitMs;
    this.#handOver = handOver;
  }

  /** Resolves when the item was handed over; rejects when the call that carried it failed. */
  async add(item: Item): Promise<void> {
    this.#items.push(item);
    const items = this.#items;
    // A call that is under way took its items before this one came, so this one goes with the next.
    while (this.#items === items) {
      this.#running ??= this.#run().finally(() => {
        this.#running = undefined;
      });
      await this.#running;
    }
    return handedOver.get(items);
  }

  async #run(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.#waitMs));
    const items = this.#items;
    this.#items = [];
    const result = this.#handOver(items);
    handedOver.set(items, result);
    await result.catch(() => undefined); // told to each `add` of this batch
  }
}

const handedOver = new WeakMap<object, Promise<void>>();
