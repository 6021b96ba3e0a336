import { EventEmitter } from "node:events";
import type { ConnectOptions, Outgoing } from "@balas/whatsapp";
import makeWASocket, {
  type AuthenticationCreds,
  proto,
  type SignalKeyStoreWithTransaction,
  type SocketConfig,
  WA_CERT_DETAILS,
} from "baileys";
import { makeLibSignalRepository } from "baileys/lib/Signal/libsignal.js";
import { makeDeviceCache } from "./device-cache.ts";
import type { DurableState } from "./durable-state.ts";
import type { InboundJournal } from "./inbound-journal.ts";
import { quietLogger } from "./quiet-logger.ts";
import { makeDecryptingKeys, makeSignalKeys } from "./signal-keys.ts";
import { makeSmallCache } from "./small-cache.ts";

export type Socket = ReturnType<typeof makeWASocket>;

const { HistorySyncType } = proto.HistorySync;
/** Names and LIDs of people are learned from these; the messages of the past are not read yet. */
const WANTED_HISTORY = new Set<unknown>([HistorySyncType.PUSH_NAME, HistorySyncType.INITIAL_BOOTSTRAP]);
const LIVE_ROOT_KEY = WA_CERT_DETAILS.PUBLIC_KEY;

interface Parts {
  options: ConnectOptions;
  credentials: AuthenticationCreds;
  state: DurableState;
  journal: InboundJournal;
}

/** Starts Baileys on our own keys, journal and caches, quietly and without a call to any other server. */
export function openSocket({ options, credentials, state, journal }: Parts): Socket {
  const { network, events } = options;
  // One constant for the whole process. The library checks it for form only (7.0.0-rc14 accepts any 64-byte signature),
  // so numbers of both networks live side by side; a release that checks for real needs a process for each network.
  WA_CERT_DETAILS.PUBLIC_KEY = network.rootKey ? Buffer.from(network.rootKey) : LIVE_ROOT_KEY;
  const keys = makeSignalKeys(state);

  return containRejections(() =>
    makeWASocket({
      auth: { creds: credentials, keys },
      logger: quietLogger,
      browser: [options.deviceName, "Chrome", "1.0"],
      ...(network.url && { waWebSocketUrl: network.url }),
      emitOwnEvents: false,
      syncFullHistory: false,
      shouldSyncHistoryMessage: ({ syncType }) => WANTED_HISTORY.has(syncType),
      // Appearing online would silence the owner's phone. `Connection` makes receipts normal without it.
      markOnlineOnConnect: false,
      userDevicesCache: makeDeviceCache(state, Date.now),
      msgRetryCounterCache: makeSmallCache(),
      callOfferCache: makeSmallCache(),
      placeholderResendCache: makeSmallCache(),
      getMessage: async ({ id }) => {
        const sent = id ? await events.findSent?.(id) : undefined;
        return sent && messageOf(sent);
      },
      makeSignalRepository: journaledRepository({ keys, state, journal }),
    }),
  );
}

/**
 * Baileys listens with async functions and leaves their rejections to the process: one garbled frame would end a server
 * with hundreds of numbers. Emitters made here turn a rejection into their `error` event, which ends this connection.
 */
function containRejections(make: () => Socket): Socket {
  const before = EventEmitter.captureRejections;
  EventEmitter.captureRejections = true;
  try {
    const socket = make();
    const { ev } = socket;
    const onError = (error: Error) => void socket.end(error);
    const destroy = ev.destroy.bind(ev);
    Reflect.apply(ev.on, ev, ["error", onError]);
    ev.destroy = () => {
      destroy(); // takes every listener, and an error without one would end the process
      Reflect.apply(ev.on, ev, ["error", onError]);
    };
    return socket;
  } finally {
    EventEmitter.captureRejections = before;
  }
}

/** What goes over the wire for a message, when a phone asks for it again. */
function messageOf({ content }: Outgoing): proto.IMessage {
  return { extendedTextMessage: { text: content.text } };
}

/** Two halves over the same keys: sending as it is, decrypting through the journal. */
function journaledRepository(parts: {
  keys: SignalKeyStoreWithTransaction;
  state: DurableState;
  journal: InboundJournal;
}): SocketConfig["makeSignalRepository"] {
  const { keys, state, journal } = parts;
  return (auth, logger, findLids) => {
    Object.assign(auth.keys, keys); // in place of Baileys' own transactions, see `makeSignalKeys`
    const decryptingKeys = makeDecryptingKeys(keys, state, () => journal.beginRatchetChange());
    const sending = makeLibSignalRepository(auth, logger, findLids);
    const decrypting = makeLibSignalRepository({ creds: auth.creds, keys: decryptingKeys }, logger, findLids);
    const { decryptMessage, decryptGroupMessage } = journal.wrap(decrypting);
    return {
      ...sending,
      decryptMessage,
      decryptGroupMessage,
      close() {
        sending.close?.();
        decrypting.close?.();
      },
    };
  };
}
