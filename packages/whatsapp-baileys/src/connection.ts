import { setTimeout as sleep } from "node:timers/promises";
import {
  type CloseReason,
  type Connection,
  ConnectionClosed,
  type ConnectionEvents,
  type ConnectOptions,
  type Jid,
  type JournalEntry,
  jidOfPhone,
  type Outgoing,
  SendRefused,
} from "@balas/whatsapp";
import { type AuthenticationCreds, type BinaryNode, jidNormalizedUser, USyncQuery, USyncUser } from "baileys";
import { closeReasonOf } from "./close-reason.ts";
import { accountOf, encodeCredentials } from "./credentials.ts";
import { DurableState } from "./durable-state.ts";
import { InboundJournal } from "./inbound-journal.ts";
import { listen } from "./listen.ts";
import { openSocket, type Socket } from "./open-socket.ts";
import { OutputGate } from "./output-gate.ts";
import { rawSocketOf } from "./raw-socket.ts";
import { readIncoming } from "./read-incoming.ts";

const RETRY_MS = 1000;
/** A connection that is closed on purpose lets out what is under way for this long at most. */
const FAREWELL_MS = 2000;

/** One socket of one number: Baileys with durable state before it, behind it and around it. */
export class BaileysConnection implements Connection {
  readonly #options: ConnectOptions;
  readonly #credentials: AuthenticationCreds;
  readonly #state: DurableState;
  readonly #journal: InboundJournal;
  readonly #socket: Socket;
  readonly #gate: OutputGate;
  readonly #closed = Promise.withResolvers<void>();
  readonly #calls = new Set<() => void>();
  #isClosed = false;
  #isWanted = true;

  constructor(options: ConnectOptions, credentials: AuthenticationCreds, entries: JournalEntry[]) {
    this.#options = options;
    this.#credentials = credentials;
    this.#state = new DurableState({
      store: options.store,
      credentials: () => encodeCredentials(credentials),
      onFailure: (error) => void this.#socket.end(error instanceof Error ? error : new Error("The store failed.")),
    });
    this.#journal = new InboundJournal(entries, {
      state: this.#state,
      toIncoming: (record) => readIncoming(record, { me: this.#me(), phoneOf: (lid) => this.#phoneOf(lid) }),
      deliver: (messages) => this.#insist((events) => events.incoming(messages)),
    });
    this.#socket = openSocket({ options, credentials, state: this.#state, journal: this.#journal });
    this.#gate = new OutputGate(rawSocketOf(this.#socket), this.#state);
    listen(this.#socket, {
      events: options.events,
      me: () => this.#me(),
      account: () => accountOf(credentials),
      insist: (call) => this.#insist(call),
      credentialsChanged: () => this.#state.credentialsChanged(),
      stanza: (stanza: BinaryNode) => this.#journal.noteStanza(stanza),
      receiptConfirmed: (waId) => this.#journal.confirm(waId),
      caughtUp: () => this.#journal.caughtUp(),
      closed: (code) => void this.#finish(code),
    });
    if (credentials.me) this.#journal.start();
  }

  async send({ waId, to, content }: Outgoing): Promise<void> {
    await this.#whileOpen(async () => {
      // Baileys sends to nobody without a word when the number is unknown: only the owner's phone gets its copy.
      if (!to.endsWith("@g.us") && (await this.#socket.getUSyncDevices([to], true, false)).length === 0) {
        throw new SendRefused("not_on_whatsapp");
      }
      await this.#socket.sendMessage(to, { text: content.text, linkPreview: null }, { messageId: waId });
      await this.#gate.written();
    });
  }

  async typing(chat: Jid, isTyping: boolean): Promise<void> {
    await this.#whileOpen(() => this.#socket.sendPresenceUpdate(isTyping ? "composing" : "paused", chat));
  }

  async markRead(messages: { chat: Jid; waId: string; sender?: Jid }[]): Promise<void> {
    const keys = messages.map(({ chat, waId, sender }) => ({
      remoteJid: chat,
      id: waId,
      fromMe: false,
      ...(chat.endsWith("@g.us") && sender && { participant: sender }),
    }));
    if (keys.length > 0) await this.#whileOpen(() => this.#socket.readMessages(keys));
  }

  async checkNumbers(phones: string[]): Promise<{ phone: string; exists: boolean; jid?: Jid; lid?: Jid }[]> {
    const wanted = [...new Set(phones)];
    if (wanted.length === 0) return [];
    const query = new USyncQuery().withContactProtocol().withLIDProtocol();
    for (const phone of wanted) query.withUser(new USyncUser().withPhone(phone));
    const result = await this.#whileOpen(() => this.#socket.executeUSyncQuery(query));
    const found = result?.list ?? [];
    return phones.map((phone) => {
      // WhatsApp answers in the order asked, under a JID that may differ from the number (Brazil, Mexico).
      const entry =
        found.find(({ id }) => jidNormalizedUser(id) === jidOfPhone(phone)) ??
        (found.length === wanted.length ? found[wanted.indexOf(phone)] : undefined);
      if (!entry?.contact) return { phone, exists: false };
      const lid = typeof entry.lid === "string" && entry.lid ? { lid: jidNormalizedUser(entry.lid) } : {};
      return { phone, exists: true, jid: jidNormalizedUser(entry.id), ...lid };
    });
  }

  async logout(): Promise<void> {
    await this.#whileOpen(() => this.#state.durable());
    this.#isWanted = false;
    await this.#socket.logout();
    await this.#closed.promise;
    await this.#options.store.clear();
  }

  async close(): Promise<void> {
    this.#isWanted = false;
    if (!this.#isClosed) {
      await Promise.race([this.#gate.written().catch(() => undefined), sleep(FAREWELL_MS, undefined, { ref: false })]);
      await this.#socket.end(undefined);
    }
    await this.#closed.promise;
  }

  #me(): { jid: Jid; lid?: Jid } {
    return accountOf(this.#credentials) ?? { jid: "" };
  }

  async #phoneOf(lid: Jid): Promise<Jid | undefined> {
    const phone = await this.#socket.signalRepository.lidMapping.getPNForLID(lid);
    return phone ? jidNormalizedUser(phone) : undefined;
  }

  /** The library leaves its queries unanswered when it closes, so every call is ended from here. */
  #whileOpen<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#isClosed) return Promise.reject(new ConnectionClosed());
    return new Promise<Result>((resolve, reject) => {
      const abort = () => reject(new ConnectionClosed());
      this.#calls.add(abort);
      work()
        .then(resolve, (error) => (this.#isClosed ? abort() : reject(error)))
        .finally(() => this.#calls.delete(abort));
    });
  }

  /** Tells the host until it has heard, or until the connection ends: then the result is false. */
  async #insist(call: (events: ConnectionEvents) => Promise<void>): Promise<boolean> {
    while (!this.#isClosed) {
      try {
        await call(this.#options.events);
        return true;
      } catch {
        await sleep(RETRY_MS); // the host knows why; it may be without its database for a while
      }
    }
    return false;
  }

  async #finish(code: number | undefined): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#gate.shut();
    for (const abort of this.#calls) abort();
    await this.#journal.close();
    await this.#state.close();
    const isPaired = this.#credentials.me !== undefined;
    const reason: CloseReason = this.#isWanted ? closeReasonOf(code, isPaired) : { kind: "closed" };
    this.#options.events.closed(reason);
    this.#closed.resolve();
  }
}
