import { randomBytes } from "node:crypto";
import { proto } from "baileys";
import { sealCopy, sendFromPhone } from "../messages/send-from-phone.ts";
import type { Network } from "../network/network.ts";
import type { User } from "../people/user.ts";
import { peerOf } from "../signal/seal-for-companion.ts";
import { paceEvenly } from "./pace-evenly.ts";

interface Wish {
  account: User;
  people: User[];
  ratePerSecond: number;
  seconds: number;
  text: string;
}

interface Prepared {
  id: string;
  person: User;
  text: string;
  post: () => () => void;
}

const HELLO_TIMEOUT_MS = 120_000;
const AT_ONCE = 50;

/**
 * A steady stream of messages from people who wrote before. Encryption happens beforehand, so that the stream costs
 * little and its pace is true; what is written when is noted per message.
 */
export class IncomingLoad {
  readonly id = randomBytes(6).toString("hex");
  private readonly network: Network;
  private readonly wish: Wish;
  private state: "preparing" | "running" | "done" | "failed" = "preparing";
  private error: string | null = null;
  private warmedUp = 0;
  private readonly planned: number;
  private readonly writtenAt: [string, number][] = [];

  constructor(network: Network, wish: Wish) {
    this.network = network;
    this.wish = wish;
    this.planned = Math.max(1, Math.floor(wish.ratePerSecond * wish.seconds));
  }

  /** How far it is. */
  show(): object {
    const { id, state, error, planned, warmedUp, writtenAt } = this;
    return { id, state, error, planned, warmedUp, written: writtenAt.length, writtenAt };
  }

  /** Says hello where needed, encrypts everything, then streams it; never rejects. */
  async run(): Promise<void> {
    try {
      await this.sayHello();
      const prepared = await this.prepare();
      this.state = "running";
      await paceEvenly(prepared, this.wish.ratePerSecond, (due) => this.release(due));
      this.state = "done";
    } catch (error) {
      this.state = "failed";
      this.error = error instanceof Error ? error.message : String(error);
    }
  }

  /** Sessions begin with a first message; once the client confirmed it, later ones need not repeat the keys. */
  private async sayHello(): Promise<void> {
    const { network, wish } = this;
    const companions = network.accounts.companions(wish.account.phone);
    for (const person of wish.people) {
      if (companions.every((companion) => network.sessions.has(person, peerOf(companion)))) continue;
      await sendFromPhone(network, { from: person.phone, to: wish.account.phone, text: "Hello" });
      this.warmedUp++;
    }
    const start = Date.now();
    while (companions.some((companion) => network.mailbox.waitingFor(companion.phone, companion.device) > 0)) {
      if (Date.now() - start > HELLO_TIMEOUT_MS) throw new Error("the client did not confirm the first messages");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const person of wish.people)
      for (const companion of companions) network.sessions.confirm(person, peerOf(companion));
  }

  private async prepare(): Promise<Prepared[]> {
    const { network, wish } = this;
    const prepared: Prepared[] = [];
    for (let index = 0; index < this.planned; index++) {
      const person = wish.people[index % wish.people.length];
      if (!person) break;
      const id = `3A${randomBytes(9).toString("hex").toUpperCase()}`;
      const text = `${wish.text} ${index + 1}`;
      const message = proto.Message.fromObject({ conversation: text });
      const outgoing = { author: person, to: wish.account, id, server: network.settings.addressing, message };
      const posts: (() => () => void)[] = [];
      for (const companion of network.accounts.companions(wish.account.phone))
        posts.push((await sealCopy(network, outgoing, companion, message)).post);
      prepared.push({ id, person, text, post: () => startAll(posts.map((post) => post())) });
      if (index % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
    }
    return prepared;
  }

  private release(due: Prepared[]): void {
    const { network, wish } = this;
    for (const { id } of due) network.mailbox.watch(id, (written, at) => this.writtenAt.push([written, at]));
    const sends = network.store.transaction(() =>
      due.map(({ id, person, text, post }) => {
        const held = { id, kind: "text", text, at: network.clock.now() };
        network.book.keep({ ...held, owner: person.phone, peer: wish.account.phone, direction: "out", status: "sent" });
        network.book.keep({
          ...held,
          owner: wish.account.phone,
          peer: person.phone,
          direction: "in",
          status: "received",
        });
        return post();
      }),
    );
    for (const send of sends) send();
  }
}

function startAll(starts: (() => void)[]): () => void {
  return () => {
    for (const start of starts) start();
  };
}
