import type { Account, ConnectionEvents, Jid } from "@balas/whatsapp";
import { type BinaryNode, jidNormalizedUser } from "baileys";
import type { Socket } from "./open-socket.ts";
import { readReceipt, timeOf } from "./read-receipt.ts";

/** Lifetimes of the codes that WhatsApp hands out for one pairing. */
const FIRST_QR_MS = 60_000;
const NEXT_QR_MS = 20_000;

export interface Listeners {
  events: ConnectionEvents;
  me(): { jid: Jid; lid?: Jid };
  account(): Account | undefined;
  /** Tells the host until it has heard; false when the connection ended first. */
  insist(call: (events: ConnectionEvents) => Promise<void>): Promise<boolean>;
  credentialsChanged(): void;
  stanza(stanza: BinaryNode): void;
  receiptConfirmed(waId: string): void;
  /** Everything that waited for us while we were away has been delivered. */
  caughtUp(): void;
  closed(code: number | undefined): void;
}

/** Connects what Baileys says to what the host wants to hear. */
export function listen(socket: Socket, to: Listeners): void {
  listenToStanzas(socket, to);
  holdReceipts(socket, to);
  listenToConnection(socket, to);
  listenToPeople(socket, to);
}

function listenToStanzas({ ws }: Socket, to: Listeners): void {
  ws.on("frame", (node: BinaryNode | Uint8Array) => {
    if (!(node instanceof Uint8Array) && node.tag === "message") to.stanza(node);
  });
  ws.on("CB:ack,class:message", ({ attrs }: BinaryNode) => {
    const { id, from, t, error } = attrs;
    if (!id) return;
    const ack = { waId: id, chat: jidNormalizedUser(from), at: timeOf(t), ...(error && { error: { code: error } }) };
    void to.insist((events) => events.ack(ack));
  });
  ws.on("CB:ack,class:receipt", ({ attrs }: BinaryNode) => {
    if (attrs.id) to.receiptConfirmed(attrs.id);
  });
  ws.on("CB:ib,,offline", () => to.caughtUp());
}

/** Keeps a receipt from Baileys, which acknowledges it, until the host has stored it. */
function holdReceipts({ ws }: Socket, to: Listeners): void {
  const emit = ws.emit.bind(ws);
  ws.emit = (event: string | symbol, ...parts: unknown[]) => {
    const receipt = event === "CB:receipt" ? readReceipt(parts[0] as BinaryNode, to.me()) : undefined;
    if (!receipt) return emit(event, ...parts);
    void to.insist((events) => events.receipts([receipt])).then((isStored) => isStored && emit(event, ...parts));
    return true;
  };
}

function listenToConnection({ ev }: Socket, to: Listeners): void {
  let qrMs = FIRST_QR_MS;
  ev.on("creds.update", () => to.credentialsChanged());
  ev.on("connection.update", ({ connection, qr, isNewLogin, isOnline, lastDisconnect }) => {
    // Without this, receipts say "inactive" until a push name is known and the number appears online.
    if (connection === "open" || isOnline === false) ev.emit("connection.update", { isOnline: true });
    if (qr) {
      to.events.qr({ text: qr, expiresAt: new Date(Date.now() + qrMs) });
      qrMs = NEXT_QR_MS;
    }
    const account = to.account();
    if (isNewLogin && account) to.events.paired(account);
    if (connection === "open" && account) to.events.open(account);
    if (connection === "close") to.closed(codeOf(lastDisconnect?.error));
  });
}

function listenToPeople({ ev }: Socket, to: Listeners): void {
  ev.on("contacts.upsert", (people) => people.forEach(tell));
  ev.on("contacts.update", (people) => people.forEach(tell));
  ev.on("messaging-history.set", ({ contacts }) => contacts.forEach(tell));
  ev.on("lid-mapping.update", ({ lid, pn }) =>
    to.events.identity({ jid: jidNormalizedUser(pn), lid: jidNormalizedUser(lid) }),
  );

  function tell({ id, lid, name, notify }: { id?: string; lid?: string; name?: string; notify?: string }): void {
    const known = name ?? notify;
    if (!id || (!lid && !known)) return;
    to.events.identity({
      jid: jidNormalizedUser(id),
      ...(lid && { lid: jidNormalizedUser(lid) }),
      ...(known && { name: known }),
    });
  }
}

/** Errors of Baileys carry the code that WhatsApp or the library ended the connection with. */
function codeOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("output" in error)) return undefined;
  const { output } = error;
  if (typeof output !== "object" || output === null || !("statusCode" in output)) return undefined;
  return typeof output.statusCode === "number" ? output.statusCode : undefined;
}
