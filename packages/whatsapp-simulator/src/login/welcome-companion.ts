import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";
import { proto } from "baileys";
import { shareAppStateKey } from "../app-state/share-key.ts";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { jidOf } from "../people/user.ts";
import { sealForCompanion } from "../signal/seal-for-companion.ts";
import { node } from "../wire/nodes.ts";
import type { Companion } from "./accounts.ts";

const { HistorySyncType } = proto.HistorySync;

/**
 * After its first login a client waits for the phone's history before it shows anything (Baileys: 20 s). The phone
 * sends what a phone without old chats sends: its name and an empty history.
 */
export async function welcomeCompanion(network: Network, companion: Companion): Promise<void> {
  if (!network.accounts.markWelcomed(companion)) return;
  const name = network.directory.find(companion.phone)?.name ?? "";
  const keyShare = await shareAppStateKey(network, companion.phone, name);
  await sendToOwnCompanion(network, companion, keyShare);
  const pushnames = [{ id: `${companion.phone}@s.whatsapp.net`, pushname: name }];
  await sendToOwnCompanion(network, companion, historyMessage({ syncType: HistorySyncType.PUSH_NAME, pushnames }));
  await sendToOwnCompanion(
    network,
    companion,
    historyMessage({ syncType: HistorySyncType.INITIAL_BOOTSTRAP, progress: 100 }),
  );
  await sendToOwnCompanion(network, companion, historyMessage({ syncType: HistorySyncType.RECENT, progress: 100 }));
}

/** Sends a message from a virtual phone to one client of its own; no chat shows it. */
export async function sendToOwnCompanion(
  network: Network,
  companion: Companion,
  message: proto.IMessage,
): Promise<void> {
  const phone = network.directory.find(companion.phone);
  if (!phone) return;
  const { enc, save } = await sealForCompanion(network, phone, companion, message);
  const id = randomBytes(8).toString("hex").toUpperCase();
  const attributes = { from: jidOf(phone, "pn"), id, t: stanzaSeconds(network), type: "text", category: "peer" };
  const send = network.store.transaction(() => {
    save();
    return network.mailbox.post({ to: companion, peer: phone.phone, stanza: node("message", attributes, [enc]) });
  });
  send();
}

function historyMessage(history: { syncType: number; progress?: number; pushnames?: object[] }): proto.IMessage {
  const whole = proto.HistorySync.fromObject({ conversations: [], ...history });
  return proto.Message.fromObject({
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType: history.syncType,
        initialHistBootstrapInlinePayload: deflateSync(proto.HistorySync.encode(whole).finish()),
        chunkOrder: 1,
        progress: history.progress,
      },
    },
  });
}
