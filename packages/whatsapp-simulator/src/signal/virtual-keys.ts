import { randomInt } from "node:crypto";
import type { Settings } from "../network/settings.ts";
import type { User } from "../people/user.ts";
import { bytes, number } from "../store/row.ts";
import type { Row, Store } from "../store/store.ts";
import { generateKeyPair, type KeyPair } from "../wire/certificates.ts";
import { sign } from "../wire/sign.ts";

/** The Signal keys of a phone that this server plays. */
export interface PhoneKeys {
  registrationId: number;
  identity: KeyPair;
  signed: KeyPair;
  signedSignature: Buffer;
  /** Handed out again and again: a last resort key, so that 100,000 people need no pools. */
  oneTime: KeyPair;
}

export const SIGNED_KEY_ID = 1;
export const ONE_TIME_KEY_ID = 1;
const CACHED = 20_000;

/** Keys of virtual phones, made at the first contact. */
export class VirtualKeys {
  private readonly store: Store;
  private readonly settings: Settings;
  private readonly cached = new Map<string, PhoneKeys>();
  private shared: PhoneKeys | undefined;

  constructor(store: Store, settings: Settings) {
    this.store = store;
    this.settings = settings;
  }

  /** The keys of a user's phone. In sink mode people without keys share one set, because nothing is decrypted. */
  of(user: User): PhoneKeys {
    const cached = this.cached.get(user.phone);
    if (cached) return cached;
    const row = this.store.one("select * from virtual_keys where phone = ?", user.phone);
    if (!row && this.settings.sink && user.kind === "person") {
      this.shared ??= generatePhoneKeys();
      return this.shared;
    }
    const keys = row ? keysOf(row) : this.keep(user, generatePhoneKeys());
    if (this.cached.size >= CACHED) this.cached.clear();
    this.cached.set(user.phone, keys);
    return keys;
  }

  /** Forgets what is held in memory. */
  forget(): void {
    this.cached.clear();
  }

  private keep(user: User, keys: PhoneKeys): PhoneKeys {
    this.store.run(
      "insert into virtual_keys values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      user.phone,
      keys.registrationId,
      keys.identity.private,
      keys.identity.public,
      keys.signed.private,
      keys.signed.public,
      keys.signedSignature,
      keys.oneTime.private,
      keys.oneTime.public,
    );
    return keys;
  }
}

function generatePhoneKeys(): PhoneKeys {
  const identity = generateKeyPair();
  const signed = generateKeyPair();
  return {
    registrationId: randomInt(1, 16_380),
    identity,
    signed,
    signedSignature: sign(identity.private, Buffer.concat([Buffer.from([5]), signed.public])),
    oneTime: generateKeyPair(),
  };
}

function keysOf(row: Row): PhoneKeys {
  return {
    registrationId: number(row, "registration_id"),
    identity: { private: bytes(row, "identity_private"), public: bytes(row, "identity_public") },
    signed: { private: bytes(row, "signed_private"), public: bytes(row, "signed_public") },
    signedSignature: bytes(row, "signed_signature"),
    oneTime: { private: bytes(row, "one_time_private"), public: bytes(row, "one_time_public") },
  };
}
