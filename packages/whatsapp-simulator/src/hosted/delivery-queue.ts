import type { Network } from "../network/network.ts";
import { number, text } from "../store/row.ts";
import { Lanes } from "./lanes.ts";
import { mayReach } from "./may-reach.ts";

/** A webhook on its way to a receiver. */
export interface Delivery {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Simulated time of the first attempt; left out, at once. */
  due?: number;
  retries: Retries;
}

/** Simulated waits between attempts; the last one repeats until `giveUpAfter` has passed since the first attempt. */
export interface Retries {
  delays: number[];
  giveUpAfter: number;
}

interface QueueOptions {
  name: string;
  /** Real milliseconds. */
  timeout: () => number;
  allowedHosts: () => readonly string[];
  /** Headers that belong to one attempt. */
  attemptHeaders?: () => Record<string, string>;
}

/** Webhooks under way to one receiver at the same time. */
const AT_ONCE = 32;

const TABLE = `create table if not exists hosted_deliveries (id integer primary key autoincrement, queue text not null,
  url text not null, headers text not null, body text not null, due integer not null, begun integer not null,
  attempts integer not null, retries text not null)`;

/** Webhooks on disk until their receiver took them; they go on after a restart. */
export class DeliveryQueue {
  private readonly network: Network;
  private readonly options: QueueOptions;
  private readonly stopping = new AbortController();
  private readonly lanes = new Lanes(AT_ONCE);

  constructor(network: Network, options: QueueOptions) {
    this.network = network;
    this.options = options;
    network.store.run(TABLE);
  }

  /** Takes up what was waiting when the network was stopped. */
  resume(): void {
    const sql = "select id, url, due from hosted_deliveries where queue = ? order by id";
    for (const row of this.network.store.all(sql, this.options.name))
      this.plan(number(row, "id"), text(row, "url"), number(row, "due"));
  }

  /** Keeps a webhook; the returned function sends it off and is to be called after the commit. */
  post(delivery: Delivery): () => void {
    const now = this.network.clock.now();
    const due = delivery.due ?? now;
    const { id } = this.network.store.run(
      "insert into hosted_deliveries (queue, url, headers, body, due, begun, attempts, retries) values (?, ?, ?, ?, ?, ?, 0, ?)",
      this.options.name,
      delivery.url,
      JSON.stringify(delivery.headers),
      delivery.body,
      due,
      due,
      JSON.stringify(delivery.retries),
    );
    return () => this.plan(id, delivery.url, due);
  }

  /** How many webhooks wait for their receiver. */
  get waiting(): number {
    const row = this.network.store.one(
      "select count(*) as n from hosted_deliveries where queue = ?",
      this.options.name,
    );
    return row ? number(row, "n") : 0;
  }

  /** Ends all attempts under way; what is on disk stays there. */
  stop(): void {
    this.stopping.abort();
  }

  private plan(id: number, url: string, due: number): void {
    const attempt = () =>
      this.attempt(id).catch((error: unknown) =>
        this.network.events.note("webhook.broken", { queue: this.options.name, url, reason: String(error) }),
      );
    const start = () => this.lanes.run(url, attempt);
    if (due <= this.network.clock.now()) start();
    else this.network.clock.at(due, start);
  }

  private async attempt(id: number): Promise<void> {
    if (this.stopping.signal.aborted) return;
    const row = this.network.store.one("select * from hosted_deliveries where id = ?", id);
    if (!row) return;
    const url = text(row, "url");
    const headers = { ...JSON.parse(text(row, "headers")), ...this.options.attemptHeaders?.() };
    const failure = await this.send(url, headers, text(row, "body"));
    if (this.stopping.signal.aborted) return;
    const attempts = number(row, "attempts") + 1;
    if (failure === undefined) {
      this.network.store.run("delete from hosted_deliveries where id = ?", id);
      return this.network.events.note("webhook.delivered", { queue: this.options.name, url, attempts });
    }
    const next = nextAttempt(
      JSON.parse(text(row, "retries")),
      attempts,
      number(row, "begun"),
      this.network.clock.now(),
    );
    if (next === undefined) this.network.store.run("delete from hosted_deliveries where id = ?", id);
    else {
      this.network.store.run("update hosted_deliveries set attempts = ?, due = ? where id = ?", attempts, next, id);
      this.plan(id, url, next);
    }
    const type = next === undefined ? "webhook.given_up" : "webhook.failed";
    this.network.events.note(type, { queue: this.options.name, url, attempts, reason: failure });
  }

  private async send(url: string, headers: Record<string, string>, body: string): Promise<string | undefined> {
    if (!mayReach(url, this.options.allowedHosts())) return "the host is not allowed";
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(this.options.timeout())]);
    try {
      const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
      await response.body?.cancel();
      return response.ok ? undefined : `HTTP ${response.status}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

function nextAttempt(retries: Retries, attempts: number, begun: number, now: number): number | undefined {
  const delay = retries.delays[attempts - 1] ?? (retries.giveUpAfter > 0 ? retries.delays.at(-1) : undefined);
  if (delay === undefined) return undefined;
  if (retries.giveUpAfter > 0 && now + delay > begun + retries.giveUpAfter) return undefined;
  return now + delay;
}
