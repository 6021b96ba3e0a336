import { decodeBinaryNode, encodeBinaryNode } from "baileys";
import type { Companion } from "../login/accounts.ts";
import { chanceOf } from "../network/chance.ts";
import type { Network } from "../network/network.ts";
import { bytes, number, text } from "../store/row.ts";
import type { Connection } from "../wire/connection.ts";
import type { Node } from "../wire/nodes.ts";
import { writeBadly } from "./write-badly.ts";

/** A stanza on its way to a linked client. */
export interface Letter {
  to: { phone: string; device: number };
  /** The phone it comes from; empty for the server. */
  peer: string;
  stanza: Node;
  /** Simulated time before which it is not delivered. */
  due?: number | undefined;
  /** How many times this message was encrypted anew already. */
  retries?: number | undefined;
}

/** Stanzas for linked clients, kept on disk until the client confirmed each. */
export class Mailbox {
  private readonly network: Omit<Network, "mailbox" | "giveAnswer">;
  private order = 0;
  private readonly watched = new Map<string, (id: string, at: number) => void>();

  constructor(network: Omit<Network, "mailbox" | "giveAnswer">) {
    this.network = network;
  }

  /** Plans the delivery of what was waiting when the network stopped. */
  resume(): void {
    for (const row of this.network.store.all(
      "select id, phone, device, due from queue where due > ?",
      this.network.clock.now(),
    ))
      this.plan(number(row, "id"), text(row, "phone"), number(row, "device"), number(row, "due"));
  }

  /** Keeps a letter on disk; the returned function sends it off and is to be called after the commit. */
  post(letter: Letter): () => void {
    const { to, peer, stanza } = letter;
    const { settings, clock, store } = this.network;
    const { dropReceiptChance } = settings.faults;
    if (stanza.tag === "receipt" && dropReceiptChance > 0 && chanceOf("receipt", this.order++) < dropReceiptChance) {
      this.network.events.note("fault.receipt_dropped", { phone: to.phone, id: stanza.attrs.id });
      return () => undefined;
    }
    if (stanza.tag === "receipt" && this.network.faults.strikes("dropReceipt", to.phone)) return () => undefined;
    const due = letter.due ?? 0;
    const encoded = encodeBinaryNode(stanza);
    const { id } = store.run(
      "insert into queue (phone, device, class, type, stanza_id, peer, due, retries, stanza) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      to.phone,
      to.device,
      stanza.tag,
      stanza.tag === "message" ? "" : (stanza.attrs.type ?? ""),
      stanza.attrs.id ?? "",
      peer,
      due,
      letter.retries ?? 0,
      encoded,
    );
    return () => {
      if (due > clock.now()) this.plan(id, to.phone, to.device, due);
      else this.write(id, to.phone, to.device, encoded, stanza.tag === "message" ? stanza.attrs.id : undefined);
    };
  }

  /** Writes everything that waits for a client that has just logged in; returns how many stanzas. */
  async deliverWaiting(connection: Connection, { phone, device }: Companion): Promise<number> {
    for (let count = 0; ; ) {
      const rows = this.network.store
        .all(
          "select id, stanza from queue where phone = ? and device = ? and due <= ? order by id",
          phone,
          device,
          this.network.clock.now(),
        )
        .filter((row) => !connection.written.has(number(row, "id")));
      if (rows.length === 0) {
        // Set without a pause after the look, so that nothing new overtakes what waited.
        connection.receiving = true;
        return count;
      }
      for (const row of rows) {
        const stanza = await decodeBinaryNode(bytes(row, "stanza"));
        stanza.attrs.offline = String(count++);
        connection.written.add(number(row, "id"));
        if (stanza.tag === "message") this.noteWritten(stanza.attrs.id ?? "");
        connection.send(stanza);
      }
    }
  }

  /** How many stanzas wait for a client. */
  waitingFor(phone: string, device: number): number {
    const row = this.network.store.one("select count(*) as n from queue where phone = ? and device = ?", phone, device);
    return row ? number(row, "n") : 0;
  }

  /** Tells when a message is first written to a socket; used to measure latency. */
  watch(id: string, tell: (id: string, at: number) => void): void {
    this.watched.set(id, tell);
  }

  private plan(id: number, phone: string, device: number, due: number): void {
    this.network.clock.at(due, () => {
      const row = this.network.store.one("select stanza, class, stanza_id from queue where id = ?", id);
      if (row)
        this.write(
          id,
          phone,
          device,
          bytes(row, "stanza"),
          row.class === "message" ? text(row, "stanza_id") : undefined,
        );
    });
  }

  private write(id: number, phone: string, device: number, encoded: Uint8Array, messageId: string | undefined): void {
    const connection = this.network.connections.of(phone, device);
    if (!connection?.receiving || connection.written.has(id)) return;
    connection.written.add(id);
    if (this.network.settings.rules.length > 0)
      return void writeBadly(this.network, connection, phone, encoded, messageId !== undefined);
    if (messageId !== undefined) this.noteWritten(messageId);
    connection.sendEncoded(encoded);
    const { duplicateChance } = this.network.settings.faults;
    if (duplicateChance > 0 && chanceOf("duplicate", id) < duplicateChance) {
      this.network.events.note("fault.duplicated", { phone, id: messageId });
      connection.sendEncoded(encoded);
    }
  }

  private noteWritten(id: string): void {
    const tell = this.watched.get(id);
    if (!tell) return;
    this.watched.delete(id);
    tell(id, Date.now());
  }
}
