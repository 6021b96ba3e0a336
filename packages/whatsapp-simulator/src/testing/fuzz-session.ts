import { type AuthenticationCreds, encodeBinaryNode, initAuthCreds, makeWASocket, WA_CERT_DETAILS } from "baileys";
import { mutatedStanza } from "./mutated-stanza.ts";
import type { Random } from "./random.ts";

const PING_EVERY = 250;

/** A simulator that runs anywhere. */
export interface FuzzTarget {
  url: string;
  admin: string;
  rootPublicKey: Buffer<ArrayBuffer>;
}

type Socket = ReturnType<typeof makeWASocket>;

/** A paired client that sends bent stanzas inside its encrypted session, and logs in again when it is cut off. */
export class FuzzSession {
  /** How often it was cut off. */
  cuts = 0;
  private readonly target: FuzzTarget;
  private readonly random: Random;
  private readonly creds: AuthenticationCreds = initAuthCreds();
  private readonly keys = new Map<string, unknown>();
  private socket: Socket | undefined;

  constructor(target: FuzzTarget, random: Random) {
    this.target = target;
    this.random = random;
    WA_CERT_DETAILS.PUBLIC_KEY = target.rootPublicKey;
  }

  /** Sends so many frames; resolves when the network has taken all of them. */
  async send(frames: number): Promise<void> {
    for (let sent = 0; sent < frames; sent++) {
      const socket = this.socket?.ws.isOpen ? this.socket : await this.logIn();
      await socket.sendRawMessage(this.frame()).catch(() => undefined);
      if (sent % PING_EVERY === PING_EVERY - 1) await this.ping(socket);
    }
    if (this.socket) await this.ping(this.socket);
  }

  /** Leaves. */
  async end(): Promise<void> {
    await this.socket?.end(undefined);
  }

  /** One frame in five hundred is no stanza at all, which costs the session. */
  private frame(): Buffer {
    const bytes = Buffer.from(encodeBinaryNode(mutatedStanza(this.random)));
    if (this.random.chance(0.002)) bytes[this.random.below(bytes.length)] = this.random.below(256);
    return bytes;
  }

  /** An answer to a ping means that everything before it was worked off. */
  private async ping(socket: Socket): Promise<void> {
    const attrs = { to: "@s.whatsapp.net", type: "get", xmlns: "w:p", id: socket.generateMessageTag() };
    await socket.query({ tag: "iq", attrs, content: [{ tag: "ping", attrs: {} }] }, 5_000).catch(() => undefined);
  }

  private async logIn(): Promise<Socket> {
    for (;;) {
      if (this.socket) this.cuts++;
      this.socket = makeWASocket({
        auth: {
          creds: this.creds,
          keys: { get: async (type, ids) => this.read(type, ids), set: async (data) => this.write(data) },
        },
        waWebSocketUrl: this.target.url,
        logger: SILENT,
        shouldSyncHistoryMessage: () => false,
        markOnlineOnConnect: false,
      });
      if (await this.isOpened(this.socket)) return this.socket;
    }
  }

  private isOpened(socket: Socket): Promise<boolean> {
    return new Promise((resolve) => {
      socket.ev.on("creds.update", (update) => void Object.assign(this.creds, update));
      socket.ev.on("connection.update", ({ qr, connection }) => {
        if (qr) void fetch(`${this.target.admin}/mock-phone/scan-qr`, { method: "POST", body: qr });
        if (connection === "open") resolve(true);
        if (connection === "close") resolve(false);
      });
    });
  }

  private read(type: string, ids: string[]): { [id: string]: never } {
    const found: { [id: string]: never } = {};
    for (const id of ids) {
      const value = this.keys.get(`${type}/${id}`);
      if (value !== undefined) Object.assign(found, { [id]: value });
    }
    return found;
  }

  private write(data: object): void {
    for (const [type, entries] of Object.entries(data))
      for (const [id, value] of Object.entries(entries ?? {}))
        if (value === null) this.keys.delete(`${type}/${id}`);
        else this.keys.set(`${type}/${id}`, value);
  }
}

const nothing = () => undefined;
const SILENT = {
  level: "silent",
  child: () => SILENT,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
