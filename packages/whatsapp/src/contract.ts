import { afterEach, expect, test } from "vitest";
import { jidOfPhone } from "./address.ts";
import type { CloseReason, Connection, Driver, Network, SendAck } from "./driver.ts";
import { ConnectionClosed } from "./driver.ts";
import type { Incoming } from "./incoming.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Receipt } from "./receipt.ts";
import type { SessionStore } from "./session-store.ts";

/** The other side of a driver: a network whose people and phones a test can move. */
export interface NetworkDouble {
  network: Network;
  /** Makes a phone that can pair; answers with its number (E.164). */
  newPhone(): Promise<string>;
  /** Makes a customer; answers with his number (E.164). */
  newCustomer(): Promise<string>;
  scan(phone: string, qr: string): Promise<void>;
  /** The texts that a customer's phone decrypted from this sender; each message once, with its copies counted. */
  held(customer: string, from: string): Promise<{ waId: string; text: string; copies: number }[]>;
  /** A customer writes; answers with the message id. `waId` repeats one. */
  write(customer: string, to: string, text: string, waId?: string): Promise<string>;
  /** The owner types on the phone itself. */
  type(phone: string, to: string, text: string): Promise<string>;
  /** The customer reads all of this sender. */
  read(customer: string, from: string): Promise<void>;
  /** From now on every stanza for a linked device arrives twice, or no longer. */
  deliverTwice(isOn: boolean): Promise<void>;
  /** Cuts the sockets of a phone's linked devices, as a bad line does. */
  drop(phone: string): Promise<void>;
  /** Ends the connections of a phone's linked devices with this code. */
  kick(phone: string, code: number): Promise<void>;
  /** The phone unlinks its devices. */
  unlink(phone: string): Promise<void>;
  /** From now on the network refuses messages of this phone to people it did not write before (error 463). */
  refuseNewChats(phone: string): Promise<void>;
}

/** Durable state of one session; each `open` takes the lease from the holder before. */
export interface StoreDouble {
  open(): SessionStore;
  /** From now on every write of the present holder fails, as if its process had died at that moment. */
  kill(): void;
}

export interface ContractSubject {
  createDriver(): Driver;
  network(): NetworkDouble;
  newStore(): StoreDouble;
}

/** What a test heard from one connection. */
class Heard {
  readonly qrs: string[] = [];
  readonly opened: string[] = [];
  readonly incoming: Incoming[] = [];
  readonly acks: SendAck[] = [];
  readonly receipts: Receipt[] = [];
  readonly closed: CloseReason[] = [];
  readonly sent = new Map<string, Outgoing>();
  storeIncoming: (messages: Incoming[]) => Promise<void> = async () => {};
}

/** Runs what every driver promises against a network double; call it at the top level of a test file. */
export function testDriverContract(subject: ContractSubject): void {
  const driver = subject.createDriver();
  const open = new Set<Connection>();

  afterEach(async () => {
    for (const connection of open) await connection.close();
    open.clear();
  });

  async function connect(store: StoreDouble, heard = new Heard()) {
    const connection = await driver.connect({
      sessionId: "contract",
      network: subject.network().network,
      store: store.open(),
      deviceName: "Balas",
      events: {
        qr: ({ text }) => void heard.qrs.push(text),
        paired: () => {},
        open: ({ phone }) => void heard.opened.push(phone),
        incoming: async (messages) => {
          await heard.storeIncoming(messages);
          heard.incoming.push(...messages);
        },
        ack: async (ack) => void heard.acks.push(ack),
        receipts: async (receipts) => void heard.receipts.push(...receipts),
        identity: () => {},
        findSent: async (waId) => heard.sent.get(waId),
        closed: (reason) => void heard.closed.push(reason),
      },
    });
    open.add(connection);
    return { connection, heard };
  }

  /** Pairs a new phone, and connects again with what was stored. */
  async function pair(store = subject.newStore()) {
    const network = subject.network();
    const phone = await network.newPhone();
    const { heard } = await connect(store);
    await network.scan(phone, await until(() => heard.qrs[0]));
    await until(() => heard.closed.find(({ kind }) => kind === "restart"));
    return { phone, store, ...(await reconnect(store)) };
  }

  async function reconnect(store: StoreDouble, heard = new Heard()) {
    const before = heard.opened.length;
    const connected = await connect(store, heard);
    await until(() => heard.opened.length > before);
    return connected;
  }

  function textTo(customer: string, text: string): Outgoing {
    return { waId: driver.newMessageId(), to: jidOfPhone(customer), content: { type: "text", text } };
  }

  test("pairs by QR code and tells whose number it is", async () => {
    const { phone, heard } = await pair();
    expect(heard.opened).toEqual([phone]);
  });

  test("a text reaches the customer's phone under its own id, is acknowledged, delivered and read", async () => {
    const network = subject.network();
    const { phone, connection, heard } = await pair();
    const customer = await network.newCustomer();
    const message = textTo(customer, "Halo, ini pesan pertama");
    await connection.send(message);
    const [held] = await until(async () => nonEmpty(await network.held(customer, phone)));
    expect(held).toEqual({ waId: message.waId, text: "Halo, ini pesan pertama", copies: 1 });
    expect(await until(() => heard.acks[0])).toMatchObject({ waId: message.waId });
    expect(heard.acks[0]?.error).toBeUndefined();
    expect(await until(() => heard.receipts[0])).toMatchObject({ waIds: [message.waId], status: "delivered" });
    await network.read(customer, phone);
    const read = await until(() => heard.receipts.find(({ status }) => status === "read"));
    expect(read.waIds).toContain(message.waId);
  });

  test("messages arrive in the order in which they were sent, also side by side", async () => {
    const network = subject.network();
    const { phone, connection } = await pair();
    const customer = await network.newCustomer();
    const texts = Array.from({ length: 30 }, (_, n) => `number ${n}`);
    await Promise.all(texts.map((text) => connection.send(textTo(customer, text))));
    const held = await until(async () => {
      const found = await network.held(customer, phone);
      return found.length === texts.length && found;
    });
    expect(held.map(({ text }) => text)).toEqual(texts);
  });

  test("the same message sent again is shown once by the customer's phone", async () => {
    const network = subject.network();
    const { phone, connection, heard } = await pair();
    const customer = await network.newCustomer();
    const message = textTo(customer, "once");
    await connection.send(message);
    await connection.send(message);
    await until(() => heard.acks.length >= 2);
    const held = await until(async () => {
      const found = await network.held(customer, phone);
      return (found[0]?.copies ?? 0) >= 2 && found;
    });
    expect(held).toHaveLength(1);
  });

  test("a customer's text arrives once, with who wrote it", async () => {
    const network = subject.network();
    const { phone, heard } = await pair();
    const customer = await network.newCustomer();
    const waId = await network.write(customer, phone, "Berapa harganya?");
    const message = await until(() => heard.incoming[0]);
    expect(message).toMatchObject({
      waId,
      fromMe: false,
      isBacklog: false,
      content: { type: "text", text: "Berapa harganya?" },
    });
    expect([message.chat, message.chatAlternative]).toContain(jidOfPhone(customer));
    expect(message.sender).toBe(message.chat);
  });

  test("what the owner types on the phone arrives as his own", async () => {
    const network = subject.network();
    const { phone, heard } = await pair();
    const customer = await network.newCustomer();
    const waId = await network.type(phone, customer, "Saya balas dari ponsel");
    const message = await until(() => heard.incoming[0]);
    expect(message).toMatchObject({ waId, fromMe: true, content: { type: "text", text: "Saya balas dari ponsel" } });
    expect([message.chat, message.chatAlternative]).toContain(jidOfPhone(customer));
  });

  test("connects again with what was stored and hears what came meanwhile", async () => {
    const network = subject.network();
    const { phone, store, connection } = await pair();
    const customer = await network.newCustomer();
    await connection.close();
    await network.write(customer, phone, "while you were away");
    const { heard, connection: second } = await reconnect(store);
    expect(heard.qrs).toEqual([]);
    const message = await until(() => heard.incoming[0]);
    expect(message).toMatchObject({ isBacklog: true, content: { type: "text", text: "while you were away" } });
    await second.send(textTo(customer, "back"));
    await until(async () => nonEmpty(await network.held(customer, phone)));
  });

  test("a message that was decrypted but not stored is handed over after a kill", async () => {
    const network = subject.network();
    const { phone, store, heard } = await pair();
    const customer = await network.newCustomer();
    const decrypted = Promise.withResolvers<void>();
    heard.storeIncoming = async () => {
      store.kill();
      decrypted.resolve();
      throw new Error("the process is gone");
    };
    const waId = await network.write(customer, phone, "do not lose me");
    await decrypted.promise;
    const second = await reconnect(store);
    const message = await until(() => second.heard.incoming[0]);
    expect(message).toMatchObject({ waId, content: { type: "text", text: "do not lose me" } });
    await network.write(customer, phone, "and the next one");
    await until(() =>
      second.heard.incoming.some(({ content }) => content.type === "text" && content.text === "and the next one"),
    );
    expect(second.heard.incoming.filter((one) => one.waId === waId)).toHaveLength(1);
  });

  test("a message whose state could not be written is read after a kill all the same", async () => {
    const network = subject.network();
    const { phone, store } = await pair();
    const customer = await network.newCustomer();
    store.kill();
    const waId = await network.write(customer, phone, "the disk was gone");
    const second = await reconnect(store);
    const message = await until(() => second.heard.incoming.find((one) => one.waId === waId));
    expect(message.content).toEqual({ type: "text", text: "the disk was gone" });
  });

  test("after a kill the next messages can still be read by the customer", async () => {
    const network = subject.network();
    const { phone, store, connection } = await pair();
    const customer = await network.newCustomer();
    const sends = Array.from({ length: 20 }, (_, n) =>
      connection.send(textTo(customer, `before ${n}`)).catch(() => {}),
    );
    store.kill();
    await Promise.all(sends);
    const second = await reconnect(store);
    await second.connection.send(textTo(customer, "after"));
    const held = await until(async () => {
      const found = await network.held(customer, phone);
      return found.some(({ text }) => text === "after") && found;
    });
    expect(held.every(({ text }) => text === "after" || text.startsWith("before"))).toBe(true);
  });

  test("the same message delivered twice is handed over once", async () => {
    const network = subject.network();
    const { phone, heard } = await pair();
    const customer = await network.newCustomer();
    await network.deliverTwice(true);
    const waId = await network.write(customer, phone, "twice");
    await until(() => heard.incoming[0]);
    await network.deliverTwice(false);
    await network.write(customer, phone, "last");
    await until(() => heard.incoming.some(({ content }) => content.type === "text" && content.text === "last"));
    expect(heard.incoming.filter((one) => one.waId === waId)).toHaveLength(1);
  });

  test("a host that can't store a message now is asked again", async () => {
    const network = subject.network();
    const { phone, heard } = await pair();
    const customer = await network.newCustomer();
    let attempts = 0;
    heard.storeIncoming = async () => {
      attempts += 1;
      if (attempts === 1) throw new Error("no database for a moment");
    };
    await network.write(customer, phone, "patience");
    await until(() => heard.incoming[0]);
    expect(attempts).toBe(2);
  });

  test("a lost line, a refusal and a replaced connection are told apart", async () => {
    const network = subject.network();
    const { phone, store, heard } = await pair();
    await network.drop(phone);
    expect(await until(() => heard.closed[0])).toMatchObject({ kind: "lost" });
    const second = await reconnect(store);
    await network.kick(phone, 403);
    expect(await until(() => second.heard.closed[0])).toEqual({ kind: "banned", code: 403 });
  });

  test("a second connection of the same pairing replaces the first", async () => {
    const { store, heard } = await pair();
    await reconnect(store);
    const { kind } = await until(() => heard.closed[0]);
    expect(["replaced", "lost"]).toContain(kind); // lost: it was fenced off from its store before WhatsApp told it
  });

  test("the phone unlinks the device: the host hears that it is logged out", async () => {
    const network = subject.network();
    const { phone, heard } = await pair();
    await network.unlink(phone);
    expect(await until(() => heard.closed[0])).toEqual({ kind: "loggedOut" });
  });

  test("logging out forgets the pairing: the next connection shows a QR code", async () => {
    const { store, connection, heard } = await pair();
    await connection.logout();
    expect(heard.closed).toEqual([{ kind: "closed" }]);
    const next = await connect(store);
    await until(() => next.heard.qrs[0]);
  });

  test("a closed connection refuses", async () => {
    const { connection } = await pair();
    const customer = await subject.network().newCustomer();
    await connection.close();
    await expect(connection.send(textTo(customer, "too late"))).rejects.toBeInstanceOf(ConnectionClosed);
  });

  if (driver.capabilities.checksNumbers) {
    test("tells which numbers are on WhatsApp, and refuses to send to one that is not", async () => {
      const { connection } = await pair();
      const customer = await subject.network().newCustomer();
      const nobody = "+628999999999";
      const [known, unknown] = await connection.checkNumbers([customer, nobody]);
      expect(known).toMatchObject({ phone: customer, exists: true, jid: jidOfPhone(customer) });
      expect(unknown).toMatchObject({ phone: nobody, exists: false });
      await expect(connection.send(textTo(nobody, "hello?"))).rejects.toMatchObject({ code: "not_on_whatsapp" });
    });
  }

  if (driver.capabilities.showsTyping) {
    test("shows typing and marks read without complaint", async () => {
      const network = subject.network();
      const { phone, connection, heard } = await pair();
      const customer = await network.newCustomer();
      await network.write(customer, phone, "are you there?");
      const { chat, waId, sender } = await until(() => heard.incoming[0]);
      await connection.markRead([{ chat, waId, sender }]);
      await connection.typing(chat, true);
      await connection.typing(chat, false);
    });
  }

  test("a refused message is told with its code", async () => {
    const network = subject.network();
    const { phone, connection, heard } = await pair();
    const customer = await network.newCustomer();
    await network.refuseNewChats(phone);
    const message = textTo(customer, "unwanted");
    await connection.send(message);
    const ack = await until(() => heard.acks.find(({ error }) => error));
    expect(ack).toMatchObject({ waId: message.waId, error: { code: "463" } });
  });
}

function nonEmpty<Item>(items: Item[]): Item[] | undefined {
  return items.length > 0 ? items : undefined;
}

/** Waits until the probe finds something; gives up after ten seconds. */
async function until<Found>(
  probe: () => Found | undefined | false | Promise<Found | undefined | false>,
): Promise<Found> {
  const end = Date.now() + 10_000;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error("It did not happen in time.");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
