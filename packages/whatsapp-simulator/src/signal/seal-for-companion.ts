import { encodeWAMessage, type proto } from "baileys";
import type { Companion } from "../login/accounts.ts";
import { countPreKeys, takePreKey } from "../login/pre-keys.ts";
import { tellPreKeysLow } from "../login/tell-pre-keys-low.ts";
import type { Network } from "../network/network.ts";
import type { User } from "../people/user.ts";
import { type Node, node } from "../wire/nodes.ts";
import type { ClientBundle } from "./signal-sessions.ts";

const FEW_PRE_KEYS = 5;

/** Encrypts a message of a virtual phone for one linked client; `save` belongs in the transaction that queues it. */
export async function sealForCompanion(
  network: Network,
  from: User,
  companion: Companion,
  message: proto.IMessage,
  count?: number,
): Promise<{ enc: Node; save: () => void }> {
  const peer = peerOf(companion);
  if (!network.sessions.has(from, peer)) await network.sessions.begin(from, peer, takeBundle(network, companion));
  const { type, ciphertext } = await network.sessions.encrypt(from, peer, Buffer.from(encodeWAMessage(message)));
  return {
    enc: node("enc", { v: 2, type, count }, ciphertext),
    save: () => network.sessions.save(from, peer),
  };
}

/** The public keys of a linked client, one of its one-time keys among them as long as there are any. */
export function takeBundle(network: Network, companion: Companion): ClientBundle {
  const oneTime = takePreKey(network.store, companion.phone, companion.device);
  const left = countPreKeys(network.store, companion.phone, companion.device);
  if (left < FEW_PRE_KEYS) tellPreKeysLow(network, companion, left);
  return {
    registrationId: companion.registrationId,
    identity: companion.identity,
    signed: { id: companion.signedId, public: companion.signedPublic, signature: companion.signedSignature },
    oneTime,
  };
}

/** The name under which sessions with a linked client are kept. */
export function peerOf(device: { phone: string; device: number }): string {
  return `${device.phone}:${device.device}`;
}
