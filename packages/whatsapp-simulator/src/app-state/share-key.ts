import { randomBytes } from "node:crypto";
import { proto } from "baileys";
import type { Network } from "../network/network.ts";
import { bytes } from "../store/row.ts";
import { writePushName } from "./write-push-name.ts";

/** The key to an account's synchronized settings. */
export interface AppStateKey {
  id: Buffer;
  data: Buffer;
}

/** The message by which a phone gives a new client the key to the account's settings. */
export async function shareAppStateKey(network: Network, phone: string, name: string): Promise<proto.IMessage> {
  const key = keyOf(network, phone) ?? (await makeKey(network, phone, name));
  return proto.Message.fromObject({
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE,
      appStateSyncKeyShare: {
        keys: [
          {
            keyId: { keyId: key.id },
            keyData: {
              keyData: key.data,
              fingerprint: { rawId: network.accounts.get(phone).rawId, currentIndex: 0, deviceIndexes: [0] },
              timestamp: Date.now(),
            },
          },
        ],
      },
    },
  });
}

/** The key to the settings of an account; undefined when it never had a client. */
export function keyOf(network: Network, phone: string): AppStateKey | undefined {
  const row = network.store.one("select key_id, key_data from app_state_keys where phone = ?", phone);
  return row && { id: bytes(row, "key_id"), data: bytes(row, "key_data") };
}

async function makeKey(network: Network, phone: string, name: string): Promise<AppStateKey> {
  const key = { id: randomBytes(6), data: randomBytes(32) };
  network.store.run("insert into app_state_keys values (?, ?, ?)", phone, key.id, key.data);
  await writePushName(network, phone, name, key);
  return key;
}
