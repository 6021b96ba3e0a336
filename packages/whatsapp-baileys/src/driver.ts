import type { Driver } from "@balas/whatsapp";
import { generateMessageIDV2, initAuthCreds } from "baileys";
import { BaileysConnection } from "./connection.ts";
import { decodeCredentials } from "./credentials.ts";
import { silenceSignalLibrary } from "./silence-signal-library.ts";

/** Speaks to WhatsApp as a linked device, through Baileys. */
export function createBaileysDriver(): Driver {
  silenceSignalLibrary();
  return {
    kind: "baileys",
    capabilities: {
      pairsByQr: true,
      confirmsSent: true,
      repeatsSafely: true,
      showsTyping: true,
      marksRead: true,
      checksNumbers: true,
    },
    newMessageId: () => generateMessageIDV2(),
    async connect(options) {
      const [credentials, journal] = await Promise.all([options.store.readCredentials(), options.store.readJournal()]);
      return new BaileysConnection(options, credentials ? decodeCredentials(credentials) : initAuthCreds(), journal);
    },
  };
}
