import { chatModificationToAppPatch, decodePatches, encodeSyncdPatch, newLTHashState, proto } from "baileys";
import type { Network } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { announceCollection } from "./announce-collection.ts";
import { addPatch, patchesAfter } from "./patches.ts";
import { keyOf } from "./share-key.ts";

const COLLECTIONS = ["critical_block", "critical_unblock_low", "regular", "regular_high", "regular_low"] as const;
type Collection = (typeof COLLECTIONS)[number];
type Modification = Parameters<typeof chatModificationToAppPatch>[0];

/** A synchronized setting as the phone decrypts it. */
export interface AccountSetting {
  collection: string;
  /** What it is about: the kind, then a chat, a message and so on. */
  index: string[];
  value: Record<string, unknown>;
}

/** All settings of an account, as its phone decrypts them from its clients' patches and its own; verified by their MACs. */
export async function settingsOfAccount(network: Network, phone: string): Promise<AccountSetting[]> {
  const settings: AccountSetting[] = [];
  for (const collection of COLLECTIONS) {
    const { mutations } = await decode(network, phone, collection);
    for (const { index, syncAction } of Object.values(mutations)) {
      const value = proto.SyncActionValue.toObject(proto.SyncActionValue.fromObject(syncAction.value ?? {}), {
        longs: Number,
        bytes: String,
      });
      settings.push({ collection, index, value });
    }
  }
  return settings;
}

/** The owner changes a setting on the phone itself: pins, archives, mutes, names a contact, stars; clients follow. */
export async function changeAccountSetting(
  network: Network,
  phone: string,
  jid: string,
  modification: Modification,
): Promise<{ collection: string; version: number }> {
  const key = keyOf(network, phone);
  if (!key) throw refusal(409, "not_paired", `${phone} never had a linked client`);
  const create = patchFor(modification, jid);
  const collection = COLLECTIONS.find((one) => one === create.type);
  if (!collection) throw refusal(400, "invalid", `there is no collection ${create.type}`);
  const { state } = await decode(network, phone, collection);
  const keyId = key.id.toString("base64");
  const { patch } = await encodeSyncdPatch(create, keyId, state, async () => ({ keyData: key.data }));
  const version = state.version + 1;
  const encoded = proto.SyncdPatch.encode(proto.SyncdPatch.fromObject({ ...patch, version: { version } })).finish();
  if (addPatch(network.store, phone, collection, state.version, Buffer.from(encoded)) === undefined)
    throw refusal(409, "conflict", "a client changed the same settings at the same time");
  announceCollection(network, phone, collection, version, undefined);
  return { collection, version };
}

function patchFor(modification: Modification, jid: string): ReturnType<typeof chatModificationToAppPatch> {
  try {
    return chatModificationToAppPatch(modification, jid);
  } catch (error) {
    throw refusal(400, "not_a_setting", error instanceof Error ? error.message : String(error));
  }
}

async function decode(network: Network, phone: string, collection: Collection) {
  const key = keyOf(network, phone);
  const patches = patchesAfter(network.store, phone, collection, 0).map(({ version, patch }) => {
    const decoded = proto.SyncdPatch.decode(patch);
    decoded.version = proto.SyncdVersion.fromObject({ version });
    return decoded;
  });
  if (!key || patches.length === 0) return { state: newLTHashState(), mutations: {} };
  const getKey = async () => ({ keyData: key.data });
  const { state, mutationMap } = await decodePatches(
    collection,
    patches,
    newLTHashState(),
    getKey,
    {},
    undefined,
    undefined,
    true,
  );
  return { state, mutations: mutationMap };
}
