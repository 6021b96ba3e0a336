import type { Incoming, Outgoing, Receipt } from "@balas/whatsapp";

/** One leased session. Its fence tells a holder that lost its lease from the one that has it now. */
export interface SessionRef {
  organizationId: string;
  sessionId: string;
  fence: number;
}

/** `reply` answers a person in an open conversation and is paced on its own; `other` is everything else. */
export type Lane = "reply" | "other";

export interface ClaimedMessage {
  messageId: string;
  outgoing: Outgoing;
  lane: Lane;
  /** 1 at the first try. */
  attempt: number;
}

/**
 * What a session needs from the store of messages. Declared here and implemented by the messages module, which comes
 * later in the order of modules: the one inversion, plugged together in `compose.ts`.
 */
export interface MessagePort {
  /** Stores incoming messages in one transaction; resolves after commit; a repeat stores nothing. */
  receive(session: SessionRef, messages: Incoming[]): Promise<void>;
  /**
   * Claims up to `limit` queued messages of this session that are due, highest priority first (0 agent, 5 automation,
   * 9 campaign), and marks them `sending` under this fence. Survives a crash: rows that an earlier fence left `sending`
   * are given again with the same `waId`. `lanes` says which may go now.
   */
  next(session: SessionRef, options: { limit: number; lanes: Lane[] }): Promise<ClaimedMessage[]>;
  /** When the next queued message becomes due, for the loop's sleep; undefined when nothing waits. */
  nextDue(session: SessionRef): Promise<Date | undefined>;
  /** WhatsApp acknowledged these messages. Batched by the host; a repeat changes nothing. */
  acked(session: SessionRef, acks: { waId: string; at: Date }[]): Promise<void>;
  /** WhatsApp or the driver refused these messages; without `isFinal` they are queued again for `retryAt`. */
  failed(
    session: SessionRef,
    failures: { waId: string; code: string; isFinal: boolean; retryAt?: Date }[],
  ): Promise<void>;
  /** Moves the status of sent messages forward; never back. */
  receipts(session: SessionRef, receipts: Receipt[]): Promise<void>;
  /** For retry receipts: what was sent under this id. */
  findSent(session: SessionRef, waId: string): Promise<Outgoing | undefined>;
}
