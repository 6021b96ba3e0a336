import { shareAppStateKey } from "../app-state/share-key.ts";
import type { Network } from "../network/network.ts";
import type { Companion } from "./accounts.ts";
import { historyMessages } from "./history.ts";
import { sendToOwnCompanion } from "./send-to-own-companion.ts";

/**
 * After its first login a client waits for the phone's history before it shows anything (Baileys: 20 s). The phone
 * sends the key to its settings, its name, and its chats.
 */
export async function welcomeCompanion(network: Network, companion: Companion): Promise<void> {
  if (!network.accounts.markWelcomed(companion)) return;
  const name = network.directory.find(companion.phone)?.name ?? "";
  await sendToOwnCompanion(network, companion, await shareAppStateKey(network, companion.phone, name));
  for (const message of historyMessages(network, companion.phone))
    await sendToOwnCompanion(network, companion, message);
}
