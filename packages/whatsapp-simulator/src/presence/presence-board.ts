import type { Connection } from "../wire/connection.ts";

/** Whether somebody is looking at WhatsApp, and what they do in a chat; it lives as long as the process. */
export class PresenceBoard {
  private readonly watchers = new Map<string, Map<Connection, string>>();
  private readonly online = new Map<string, boolean>();
  private readonly lastSeen = new Map<string, number>();
  private readonly typing = new Map<string, number>();

  /** A client wants to know about a phone, which it names by this jid. */
  watch(phone: string, connection: Connection, jid: string): void {
    const watchers = this.watchers.get(phone) ?? new Map<Connection, string>();
    this.watchers.set(phone, watchers.set(connection, jid));
  }

  /** The clients that want to know about a phone and are connected, with the name they use for it. */
  watchersOf(phone: string): [Connection, string][] {
    const watchers = this.watchers.get(phone);
    if (!watchers) return [];
    for (const connection of watchers.keys()) if (!connection.isOpen) watchers.delete(connection);
    return [...watchers];
  }

  /** Notes that somebody came or went; false when that was known. */
  set(phone: string, isOnline: boolean, at: number): boolean {
    const before = this.online.get(phone) ?? false;
    this.online.set(phone, isOnline);
    if (!isOnline) this.lastSeen.set(phone, at);
    return before !== isOnline;
  }

  /** True while somebody is looking. */
  isOnline(phone: string): boolean {
    return this.online.get(phone) ?? false;
  }

  /** When somebody was last here, in seconds; undefined when that was never. */
  lastSeenAt(phone: string): number | undefined {
    return this.lastSeen.get(phone);
  }

  /** Notes that a state in a chat began or ended; returns its number, by which a later one is told from it. */
  beginTyping(chat: string): number {
    const turn = (this.typing.get(chat) ?? 0) + 1;
    this.typing.set(chat, turn);
    return turn;
  }

  /** True when nothing came after that state. */
  isStillTyping(chat: string, turn: number): boolean {
    return this.typing.get(chat) === turn;
  }

  /** Forgets everything. */
  forget(): void {
    for (const part of [this.watchers, this.online, this.lastSeen, this.typing]) part.clear();
  }
}
