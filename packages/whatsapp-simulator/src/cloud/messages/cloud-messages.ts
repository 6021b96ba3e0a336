import { number, optionalNumber, text } from "../../store/row.ts";
import type { Store } from "../../store/store.ts";
import { type CloudMessage, messageOf } from "./cloud-message.ts";

export type { CloudMessage };

const SCHEMA = [
  `create table if not exists cloud_messages (wamid text primary key, number_id text not null, peer text not null,
    native_id text not null, direction text not null, type text not null, status text not null, category text not null,
    template text, callback_data text, recipient_user_id text, at integer not null, content text not null)`,
  "create index if not exists cloud_messages_native on cloud_messages (number_id, peer, native_id)",
  "create index if not exists cloud_messages_waiting on cloud_messages (status) where status in ('accepted', 'held')",
  "create index if not exists cloud_messages_window on cloud_messages (number_id, peer, direction, at)",
  `create table if not exists cloud_openings (business_id text not null, peer text not null, at integer not null,
    primary key (business_id, peer)) without rowid`,
  `create table if not exists cloud_entry_points (number_id text not null, peer text not null, until integer not null,
    primary key (number_id, peer)) without rowid`,
];

/** Messages of all numbers, their service windows, and who was written to outside one. */
export class CloudMessages {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
    for (const statement of SCHEMA) store.run(statement);
  }

  /** Keeps a new message. */
  add(message: CloudMessage): void {
    this.store.run(
      "insert into cloud_messages values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      message.wamid,
      message.numberId,
      message.peer,
      message.nativeId,
      message.direction,
      message.type,
      message.status,
      message.category,
      message.template,
      message.callbackData,
      message.recipientUserId,
      message.at,
      message.content,
    );
  }

  /** A message by the id the platform gave it. */
  find(wamid: string): CloudMessage | undefined {
    return messageOf(this.store.one("select * from cloud_messages where wamid = ?", wamid));
  }

  /** A message by the id the phones know. */
  findNative(numberId: string, peer: string, nativeId: string): CloudMessage | undefined {
    const sql = "select * from cloud_messages where number_id = ? and peer = ? and native_id = ?";
    return messageOf(this.store.one(sql, numberId, peer, nativeId));
  }

  /** Writes how far a message has come. */
  setStatus(wamid: string, status: CloudMessage["status"]): void {
    this.store.run("update cloud_messages set status = ? where wamid = ?", status, wamid);
  }

  /** When a person last wrote to a number. */
  lastIncoming(numberId: string, peer: string): number | undefined {
    const sql = "select max(at) as at from cloud_messages where number_id = ? and peer = ? and direction = 'in'";
    const row = this.store.one(sql, numberId, peer);
    return row && optionalNumber(row, "at");
  }

  /** The numbers that a person ever wrote with. */
  numbersThatKnow(peer: string): string[] {
    const sql = "select distinct number_id from cloud_messages where peer = ? order by number_id";
    return this.store.all(sql, peer).map((row) => text(row, "number_id"));
  }

  /** Messages that wait for a decision about their template. */
  held(template: string): CloudMessage[] {
    const sql = "select * from cloud_messages where status = 'held' and template = ? order by at";
    return this.store.all(sql, template).flatMap((row) => messageOf(row) ?? []);
  }

  /** Messages that were accepted and not sent yet. */
  accepted(): CloudMessage[] {
    const sql = "select * from cloud_messages where status = 'accepted' order by at";
    return this.store.all(sql).flatMap((row) => messageOf(row) ?? []);
  }

  /** Until when writing to a person is free, after a click on an advertisement. */
  freeUntil(numberId: string, peer: string): number {
    const sql = "select until from cloud_entry_points where number_id = ? and peer = ?";
    const row = this.store.one(sql, numberId, peer);
    return row ? number(row, "until") : 0;
  }

  /** Notes a click on an advertisement. */
  openEntryPoint(numberId: string, peer: string, until: number): void {
    const sql = `insert into cloud_entry_points values (?, ?, ?)
      on conflict (number_id, peer) do update set until = excluded.until`;
    this.store.run(sql, numberId, peer, until);
  }

  /** True when a person counts, or may still count, against the messaging limit of a portfolio; counts it then. */
  takeOpening(businessId: string, peer: string, limit: number | null, now: number): boolean {
    const since = now - 24 * 3_600_000;
    const known = this.store.one("select at from cloud_openings where business_id = ? and peer = ?", businessId, peer);
    const isCounted = known !== undefined && number(known, "at") > since;
    if (!isCounted && limit !== null && this.countOpenings(businessId, since) >= limit) return false;
    if (!isCounted)
      this.store.run(
        "insert into cloud_openings values (?, ?, ?) on conflict (business_id, peer) do update set at = excluded.at",
        businessId,
        peer,
        now,
      );
    return true;
  }

  private countOpenings(businessId: string, since: number): number {
    const sql = "select count(*) as n from cloud_openings where business_id = ? and at > ?";
    const row = this.store.one(sql, businessId, since);
    return row ? number(row, "n") : 0;
  }
}
