import type { SessionStore } from "@balas/whatsapp";
import { silenceSignalLibrary } from "@balas/whatsapp-baileys";
import makeWASocket, {
  type AuthenticationCreds,
  BufferJSON,
  initAuthCreds,
  makeCacheableSignalKeyStore,
  proto,
  type SignalDataTypeMap,
  type SignalKeyStore,
  WA_CERT_DETAILS,
} from "baileys";
import { pino } from "pino";

/** The reference of the benches: the library alone, as its users run it, on a durable key store. */
export interface BareBaileys {
  socket: ReturnType<typeof makeWASocket>;
  /** The number it was paired with. */
  phone: string;
  close(): void;
}

const logger = pino({ level: "silent" });

/** Pairs a new number of the simulated network (`scan` holds its QR scanner) and resolves when it is online. */
export async function startBareBaileys(options: {
  url: string;
  rootPublicKey: string;
  store: SessionStore;
  scan(qr: string): Promise<void>;
}): Promise<BareBaileys> {
  silenceSignalLibrary();
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(options.rootPublicKey, "base64");
  const creds = initAuthCreds();
  const keys = makeCacheableSignalKeyStore(durableKeys(options.store), logger);
  let socket = connect(options, creds, keys);
  for (;;) {
    const code = await openedOrClosed(socket, options);
    if (code === undefined) break;
    if (code !== 515) throw new Error(`bare Baileys closed with ${code}`);
    socket = connect(options, creds, keys);
  }
  const phone = /^\d+/.exec(creds.me?.id ?? "")?.[0];
  if (!phone) throw new Error("bare Baileys is online without a number");
  return { socket, phone, close: () => socket.end(undefined) };
}

function connect(options: { url: string; store: SessionStore }, creds: AuthenticationCreds, keys: SignalKeyStore) {
  const socket = makeWASocket({ auth: { creds, keys }, logger, waWebSocketUrl: options.url, syncFullHistory: false });
  socket.ev.on("creds.update", (update) => {
    Object.assign(creds, update);
    void options.store.write({ credentials: encode(creds) });
  });
  return socket;
}

/** Resolves to undefined when online, else to the code of the close. */
function openedOrClosed(
  socket: ReturnType<typeof makeWASocket>,
  { scan }: { scan(qr: string): Promise<void> },
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    let isScanned = false;
    socket.ev.on("connection.update", ({ qr, connection, lastDisconnect }) => {
      if (qr && !isScanned) {
        isScanned = true;
        scan(qr).catch(reject);
      }
      if (connection === "open") resolve(undefined);
      if (connection === "close")
        resolve((lastDisconnect?.error as { output?: { statusCode: number } })?.output?.statusCode ?? 0);
    });
  });
}

/** Each set of the library is one durable write, as in any store that keeps its word. */
function durableKeys(store: SessionStore): SignalKeyStore {
  return {
    async get<Kind extends keyof SignalDataTypeMap>(kind: Kind, ids: string[]) {
      const found = await store.readKeys(kind, ids);
      const values: { [id: string]: SignalDataTypeMap[Kind] } = {};
      for (const [id, bytes] of found) {
        const value = JSON.parse(Buffer.from(bytes).toString(), BufferJSON.reviver);
        values[id] = kind === "app-state-sync-key" ? proto.Message.AppStateSyncKeyData.fromObject(value) : value;
      }
      return values;
    },
    async set(data) {
      const changed = Object.entries(data).flatMap(([kind, entries]) =>
        Object.entries(entries ?? {}).map(([id, value]) => ({ kind, id, value: value ? encode(value) : undefined })),
      );
      await store.write({ keys: changed });
    },
  };
}

function encode(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value, BufferJSON.replacer));
}
