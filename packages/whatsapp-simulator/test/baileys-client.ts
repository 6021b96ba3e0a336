import tls from "node:tls";
import {
  type AuthenticationCreds,
  type addTransactionCapability,
  type ConnectionState,
  initAuthCreds,
  makeWASocket,
  type SignalDataSet,
  type SignalDataTypeMap,
  WA_CERT_DETAILS,
  type WAMessage,
  type WASocket,
} from "baileys";
import pino from "pino";
import { type SimulatorClient, simulatorClient } from "../src/client.ts";
import type { Simulator } from "../src/index.ts";
import { quietSignalLibrary } from "../src/signal/quiet-signal-library.ts";

quietSignalLibrary();

const QUIET = pino({ level: process.env.LOG ?? "silent" });

/** Keys in memory: what a Baileys program keeps between two connections. */
export interface Wallet {
  creds: AuthenticationCreds;
  keys: Map<string, unknown>;
}

/** A real, unpatched Baileys and what it told. */
export interface Client {
  socket: WASocket;
  wallet: Wallet;
  messages: WAMessage[];
  updates: { id: string; status: number | null | undefined; stub: string[] | null | undefined }[];
  qrs: string[];
  closedWith: number | undefined;
  opened: boolean;
  newLogin: boolean;
  end(): void;
}

export function newWallet(): Wallet {
  return { creds: initAuthCreds(), keys: new Map() };
}

/** Connects Baileys to the simulator. */
export function connect(simulator: Simulator, wallet: Wallet = newWallet(), pushName?: string): Client {
  WA_CERT_DETAILS.PUBLIC_KEY = simulator.rootPublicKey;
  tls.setDefaultCACertificates([simulator.certificateAuthority]);
  return connectTo(simulator.url, wallet, pushName);
}

/** Connects Baileys to a simulator that runs anywhere. */
export function connectTo(url: string, wallet: Wallet, pushName?: string): Client {
  const socket = makeWASocket({
    auth: { creds: wallet.creds, keys: memoryKeys(wallet) },
    waWebSocketUrl: url,
    logger: QUIET,
    ...(pushName === undefined ? {} : { pushName }),
    getMessage: async () => undefined,
  });
  const client: Client = {
    socket,
    wallet,
    messages: [],
    updates: [],
    qrs: [],
    closedWith: undefined,
    opened: false,
    newLogin: false,
    end: () => void socket.end(undefined),
  };
  socket.ev.on("creds.update", (update) => void Object.assign(wallet.creds, update));
  socket.ev.on("connection.update", (update) => onConnection(client, update));
  socket.ev.on("messages.upsert", ({ messages }) => void client.messages.push(...messages));
  socket.ev.on("messages.update", (updates) => {
    for (const { key, update } of updates)
      client.updates.push({ id: key.id ?? "", status: update.status, stub: update.messageStubParameters });
  });
  return client;
}

/** Ends clients and their simulator; the suite fails when a client sent anything the simulator does not know. */
export async function finish(simulator: Simulator, ...clients: (Client | undefined)[]): Promise<void> {
  for (const client of clients) client?.end();
  const unknown = simulator.network.unknown.list();
  await simulator.stop();
  if (unknown.length > 0) throw new Error(`unknown stanzas: ${JSON.stringify(unknown, null, 1)}`);
}

/** Waits until something is true; fails with words after thirty seconds. */
export async function until<Value>(
  what: string,
  look: () => Value | undefined | false,
  within = 30_000,
): Promise<Value> {
  const start = Date.now();
  for (;;) {
    const value = look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() - start > within) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Pairs a new client with a virtual phone by QR and logs it in. */
export async function pair(simulator: Simulator, phone: string, wallet = newWallet()): Promise<Client> {
  await admin(simulator, "POST", "/phones", { phone, name: `Owner ${phone}` });
  const first = connect(simulator, wallet);
  const qr = await until("a QR code", () => first.qrs[0]);
  await admin(simulator, "POST", `/phones/${phone}/scan`, { qr });
  await until("the restart", () => first.closedWith);
  const client = await logIn(simulator, wallet);
  // The phone's first synchronization is over: from now on Baileys reports without waiting.
  await until("the synchronization", () => (wallet.creds.accountSyncCounter ?? 0) > 0);
  const device = simulator.network.accounts.get(phone).nextDevice - 1;
  await until("an empty mailbox", () => simulator.network.mailbox.waitingFor(phone, device) === 0);
  return client;
}

/** Logs a paired client in. */
export async function logIn(simulator: Simulator, wallet: Wallet): Promise<Client> {
  const client = connect(simulator, wallet);
  await until("the open connection", () => client.opened);
  return client;
}

/** A typed client of the admin API. */
export function adminOf(simulator: Simulator): SimulatorClient {
  return simulatorClient(simulator.adminUrl);
}

/** Calls the admin API; throws when it refuses. */
export async function admin<Result = Record<string, unknown>>(
  simulator: Simulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<Result> {
  const response = await fetch(`${simulator.adminUrl}${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const result = await response.json();
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(result)}`);
  return result as Result;
}

/** The words of a message. */
export function textOf(message: WAMessage): string {
  return message.message?.conversation ?? message.message?.extendedTextMessage?.text ?? "";
}

function onConnection(client: Client, update: Partial<ConnectionState>): void {
  if (update.qr) client.qrs.push(update.qr);
  if (update.isNewLogin) client.newLogin = true;
  if (update.connection === "open") client.opened = true;
  if (update.connection === "close") {
    const error = update.lastDisconnect?.error as { output?: { statusCode?: number } } | undefined;
    client.closedWith = error?.output?.statusCode ?? 0;
  }
}

function memoryKeys({ keys }: Wallet): Parameters<typeof addTransactionCapability>[0] {
  return {
    get: async <Type extends keyof SignalDataTypeMap>(type: Type, ids: string[]) => {
      const found: { [id: string]: SignalDataTypeMap[Type] } = {};
      for (const id of ids) {
        const value = keys.get(`${type}/${id}`);
        if (value !== undefined) found[id] = value as SignalDataTypeMap[Type];
      }
      return found;
    },
    set: async (data: SignalDataSet) => {
      for (const [type, entries] of Object.entries(data))
        for (const [id, value] of Object.entries(entries ?? {}))
          if (value === null || value === undefined) keys.delete(`${type}/${id}`);
          else keys.set(`${type}/${id}`, value);
    },
  };
}
