import { encodeSyncdPatch, newLTHashState, proto } from "baileys";
import type { Network } from "../network/network.ts";
import { addPatch, versionOf } from "./patches.ts";
import type { AppStateKey } from "./share-key.ts";

const COLLECTION = "critical_block";

/** The phone writes the account's name into its settings, where clients learn it. */
export async function writePushName(network: Network, phone: string, name: string, key: AppStateKey): Promise<void> {
  if (versionOf(network.store, phone, COLLECTION) > 0) return;
  const { patch } = await encodeSyncdPatch(
    {
      type: COLLECTION,
      index: ["setting_pushName"],
      syncAction: { timestamp: Date.now(), pushNameSetting: { name } },
      apiVersion: 1,
      operation: proto.SyncdMutation.SyncdOperation.SET,
    },
    key.id.toString("base64"),
    newLTHashState(),
    async () => ({ keyData: key.data }),
  );
  const encoded = proto.SyncdPatch.encode(proto.SyncdPatch.fromObject({ ...patch, version: { version: 1 } })).finish();
  addPatch(network.store, phone, COLLECTION, 0, Buffer.from(encoded));
}
