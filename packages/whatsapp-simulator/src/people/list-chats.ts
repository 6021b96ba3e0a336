import type { StoredMessage } from "../messages/message-book.ts";
import type { Network } from "../network/network.ts";
import { number, text } from "../store/row.ts";
import { nameTowards } from "./acquaintances.ts";

/** Somebody who talks to an account, or was introduced to it. */
export interface ChatState {
  phone: string;
  /** The name that holds between the two; null for somebody who was not introduced. */
  name: string | null;
  /** The newest message between the two, as the account's phone has it. */
  last: StoredMessage | null;
  /** How many messages of the account this person has not read. */
  unread: number;
}

/** The people of an account: who talked last comes first, then who was introduced and has not talked. */
export function listChats(network: Network, account: string, limit: number): ChatState[] {
  const talked = network.store
    .all(
      "select peer, max(seq) as last from messages where owner = ? and peer not like '%@%' group by peer order by last desc limit ?",
      account,
      limit,
    )
    .map((row) => ({ phone: text(row, "peer"), seq: number(row, "last") }));
  const silent = network.store
    .all(
      `select person from acquaintances where account = ?1 and not exists
       (select 1 from messages where owner = ?1 and peer = person) order by rowid desc limit ?2`,
      account,
      limit - talked.length,
    )
    .map((row) => ({ phone: text(row, "person"), seq: undefined }));
  return [...talked, ...silent].map(({ phone, seq }) => ({
    phone,
    name: nameTowards(network, account, phone) ?? null,
    last: seq === undefined ? null : (network.book.get(seq) ?? null),
    unread: network.book.countUnread(phone, account),
  }));
}
