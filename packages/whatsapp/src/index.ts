export { type ChatKind, chatKind, type Jid, jidOfPhone, phoneOfJid } from "./address.ts";
export {
  type Account,
  type Capabilities,
  type CloseReason,
  type Connection,
  ConnectionClosed,
  type ConnectionEvents,
  type ConnectOptions,
  type Driver,
  type DriverKind,
  type Network,
  type SendAck,
  SendRefused,
} from "./driver.ts";
export type { Content, Incoming } from "./incoming.ts";
export type { Outgoing } from "./outgoing.ts";
export type { Receipt } from "./receipt.ts";
export { FencedOff, type JournalEntry, type SessionStore, type StoreChange } from "./session-store.ts";
