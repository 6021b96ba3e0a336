import { randomInt } from "node:crypto";
import { bytes, number, optionalNumber, text } from "../store/row.ts";
import type { Row, Store } from "../store/store.ts";

/** A client that was linked to a phone. */
export interface Companion {
  phone: string;
  device: number;
  keyIndex: number;
  noiseKey: Buffer;
  identity: Buffer;
  registrationId: number;
  signedId: number;
  signedPublic: Buffer;
  signedSignature: Buffer;
  platform: string;
  pairedAt: number;
}

/** What is special about a phone that has, or had, companions. */
export interface Account {
  phone: string;
  rawId: number;
  nextDevice: number;
  /** Every login is refused with this code. */
  refuseCode: number | undefined;
  /** The companions' network is down: sockets are cut and none is let in. */
  offline: boolean;
  /** How many chats with strangers it may still begin; undefined is no limit. */
  newChatLimit: number | undefined;
}

/** Accounts and the companions linked to them. */
export class Accounts {
  private readonly store: Store;
  private readonly cached = new Map<string, Companion[]>();
  private readonly cachedAccounts = new Map<string, Account>();

  constructor(store: Store) {
    this.store = store;
  }

  /** The account of a phone, made when the phone has none yet. */
  get(phone: string): Account {
    const cached = this.cachedAccounts.get(phone);
    if (cached) return cached;
    const row = this.store.one("select * from accounts where phone = ?", phone);
    if (row) {
      const account = {
        phone,
        rawId: number(row, "raw_id"),
        nextDevice: number(row, "next_device"),
        refuseCode: optionalNumber(row, "refuse_code"),
        offline: number(row, "offline") === 1,
        newChatLimit: optionalNumber(row, "new_chat_limit"),
      };
      this.cachedAccounts.set(phone, account);
      return account;
    }
    this.store.run("insert into accounts (phone, raw_id, next_device) values (?, ?, 1)", phone, randomInt(1, 2 ** 31));
    return this.get(phone);
  }

  /** Writes an account back. */
  save(account: Account): void {
    this.store.run(
      "update accounts set next_device = ?, refuse_code = ?, offline = ?, new_chat_limit = ? where phone = ?",
      account.nextDevice,
      account.refuseCode ?? null,
      Number(account.offline),
      account.newChatLimit ?? null,
      account.phone,
    );
    this.cachedAccounts.set(account.phone, { ...account });
  }

  /** The companions linked to a phone. */
  companions(phone: string): readonly Companion[] {
    let list = this.cached.get(phone);
    if (!list) {
      list = this.store.all("select * from devices where phone = ? order by device", phone).map(companionOf);
      this.cached.set(phone, list);
    }
    return list;
  }

  /** One companion. */
  companion(phone: string, device: number): Companion | undefined {
    return this.companions(phone).find((companion) => companion.device === device);
  }

  /** The phones that have a companion. */
  phonesWithCompanions(): string[] {
    return this.store.all("select distinct phone from devices order by phone").map((row) => text(row, "phone"));
  }

  /** Links a companion. */
  link(companion: Companion): void {
    this.store.run(
      "insert into devices values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
      companion.phone,
      companion.device,
      companion.keyIndex,
      companion.noiseKey,
      companion.identity,
      companion.registrationId,
      companion.signedId,
      companion.signedPublic,
      companion.signedSignature,
      companion.platform,
      companion.pairedAt,
    );
    this.cached.delete(companion.phone);
  }

  /** Replaces the signed pre-key of a companion. */
  rotate(companion: Companion, signed: { id: number; public: Buffer; signature: Buffer }): void {
    this.store.run(
      "update devices set signed_id = ?, signed_public = ?, signed_signature = ? where phone = ? and device = ?",
      signed.id,
      signed.public,
      signed.signature,
      companion.phone,
      companion.device,
    );
    this.cached.delete(companion.phone);
  }

  /** Notes that a companion got its first synchronization; false when it had it already. */
  markWelcomed({ phone, device }: Companion): boolean {
    const sql = "update devices set welcomed = 1 where phone = ? and device = ? and welcomed = 0";
    return this.store.run(sql, phone, device).changes === 1;
  }

  /** Takes a companion away with all that waited for it. */
  unlink(phone: string, device: number): void {
    this.store.transaction(() => {
      for (const table of ["devices", "pre_keys", "queue"])
        this.store.run(`delete from ${table} where phone = ? and device = ?`, phone, device);
      this.store.run("delete from signal_sessions where peer = ?", `${phone}:${device}`);
    });
    this.cached.delete(phone);
  }

  /** Forgets what is held in memory. */
  forget(): void {
    this.cached.clear();
    this.cachedAccounts.clear();
  }
}

function companionOf(row: Row): Companion {
  return {
    phone: text(row, "phone"),
    device: number(row, "device"),
    keyIndex: number(row, "key_index"),
    noiseKey: bytes(row, "noise_key"),
    identity: bytes(row, "identity"),
    registrationId: number(row, "registration_id"),
    signedId: number(row, "signed_id"),
    signedPublic: bytes(row, "signed_public"),
    signedSignature: bytes(row, "signed_signature"),
    platform: text(row, "platform"),
    pairedAt: number(row, "paired_at"),
  };
}
