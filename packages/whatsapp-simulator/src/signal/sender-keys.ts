import { proto } from "baileys";
import {
  GroupCipher,
  GroupSessionBuilder,
  SenderKeyDistributionMessage,
  SenderKeyMessage,
  SenderKeyName,
  SenderKeyRecord,
} from "baileys/lib/Signal/Group/index.js";
import { text } from "../store/row.ts";
import type { Store } from "../store/store.ts";

const CACHED = 2_000;

/**
 * The keys by which one device writes to a whole group. All virtual members that were given a device's key share one
 * record of it, so that a message to 1,000 of them is decrypted once; who was given which key is kept apart.
 */
export class SenderKeys {
  private readonly store: Store;
  private readonly cached = new Map<string, SenderKeyRecord>();

  constructor(store: Store) {
    this.store = store;
  }

  /** A phone was given the key of a device. */
  async accept(group: string, sender: string, holder: string, distribution: Uint8Array): Promise<void> {
    const message = new SenderKeyDistributionMessage(null, null, null, null, distribution);
    const known = this.load(group, sender)?.getSenderKeyState(message.getId());
    if (!known) await new GroupSessionBuilder(this.storage(group, sender)).process(nameOf(group, sender), message);
    this.store.run(
      "insert into sender_key_holders values (?, ?, ?, ?) on conflict (group_id, sender, holder) do update set key_id = excluded.key_id",
      group,
      sender,
      holder,
      message.getId(),
    );
  }

  /** Who of the phones can read a message: those that were given the key it is written with. */
  holdersOf(group: string, sender: string, ciphertext: Uint8Array): Set<string> {
    const id = new SenderKeyMessage(null, null, null, null, ciphertext).getKeyId();
    const sql = "select holder from sender_key_holders where group_id = ? and sender = ? and key_id = ?";
    return new Set(this.store.all(sql, group, sender, id).map((row) => text(row, "holder")));
  }

  /** Decrypts what a device wrote to the group; throws when its key is not known, or used already. */
  async decrypt(group: string, sender: string, ciphertext: Uint8Array): Promise<Buffer> {
    return Buffer.from(await new GroupCipher(this.storage(group, sender), nameOf(group, sender)).decrypt(ciphertext));
  }

  /** Encrypts for a group with the key of a phone played here, and tells how readers get that key. */
  async encrypt(
    group: string,
    sender: string,
    plaintext: Uint8Array,
  ): Promise<{ ciphertext: Buffer; distribution: proto.IMessage }> {
    const distribution = await this.distributionOf(group, sender);
    const ciphertext = await new GroupCipher(this.storage(group, sender), nameOf(group, sender)).encrypt(plaintext);
    return { ciphertext: Buffer.from(ciphertext), distribution };
  }

  /** The message by which readers get the key of a phone played here. */
  async distributionOf(group: string, sender: string): Promise<proto.IMessage> {
    const key = await new GroupSessionBuilder(this.storage(group, sender)).create(nameOf(group, sender));
    return proto.Message.fromObject({
      senderKeyDistributionMessage: { groupId: group, axolotlSenderKeyDistributionMessage: key.serialize() },
    });
  }

  /** True when a device was sent the key of a phone played here. */
  isShared(group: string, sender: string, device: string): boolean {
    const sql = "select 1 as yes from sender_key_holders where group_id = ? and sender = ? and holder = ?";
    return this.store.one(sql, group, sender, device) !== undefined;
  }

  /** Notes that a device was sent the key. */
  markShared(group: string, sender: string, device: string): void {
    this.store.run("insert or replace into sender_key_holders values (?, ?, ?, 0)", group, sender, device);
  }

  /** Takes the note back: a device lost the key, or has left. */
  unshare(group: string, device: string): void {
    this.store.run("delete from sender_key_holders where group_id = ? and holder = ?", group, device);
  }

  /** Lets the phones played here begin with new keys, because somebody who left knows the old one. */
  renew(group: string): void {
    for (const key of this.cached.keys())
      if (key.startsWith(`${group}>`) && key.endsWith(":0")) this.cached.delete(key);
    for (const table of ["sender_keys", "sender_key_holders"])
      this.store.run(`delete from ${table} where group_id = ? and sender like '%:0'`, group);
  }

  /** Forgets what is held in memory. */
  forget(): void {
    this.cached.clear();
  }

  private load(group: string, sender: string): SenderKeyRecord | undefined {
    const key = `${group}>${sender}`;
    const cached = this.cached.get(key);
    if (cached) return cached;
    const row = this.store.one("select record from sender_keys where group_id = ? and sender = ?", group, sender);
    if (!row) return undefined;
    const record = SenderKeyRecord.deserialize(Buffer.from(text(row, "record")));
    if (this.cached.size >= CACHED) this.cached.clear();
    this.cached.set(key, record);
    return record;
  }

  private storage(group: string, sender: string) {
    return {
      loadSenderKey: async () => this.load(group, sender) ?? new SenderKeyRecord(),
      storeSenderKey: async (_name: SenderKeyName, record: SenderKeyRecord) => {
        this.cached.set(`${group}>${sender}`, record);
        this.store.run(
          "insert or replace into sender_keys values (?, ?, ?)",
          group,
          sender,
          JSON.stringify(record.serialize()),
        );
      },
    };
  }
}

function nameOf(group: string, sender: string): SenderKeyName {
  const [id = "", device] = sender.split(":");
  return new SenderKeyName(group, { id, deviceId: Number(device), toString: () => `${id}.${device}` });
}
