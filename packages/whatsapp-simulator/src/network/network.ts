import type { CallBoard } from "../calls/call-board.ts";
import type { GroupBook } from "../groups/group-book.ts";
import type { IncomingLoad } from "../load/incoming-load.ts";
import type { Accounts } from "../login/accounts.ts";
import type { PairingOffers } from "../login/pairing-offers.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { Mailbox } from "../messages/mailbox.ts";
import type { MessageBook } from "../messages/message-book.ts";
import type { NewsletterBook } from "../newsletters/newsletter-book.ts";
import type { Directory } from "../people/directory.ts";
import type { Profiles } from "../people/profile.ts";
import type { PresenceBoard } from "../presence/presence-board.ts";
import type { SenderKeys } from "../signal/sender-keys.ts";
import type { SignalSessions } from "../signal/signal-sessions.ts";
import type { VirtualKeys } from "../signal/virtual-keys.ts";
import type { Store } from "../store/store.ts";
import type { ServerIdentity } from "../wire/certificates.ts";
import type { Clock } from "./clock.ts";
import type { Connections } from "./connections.ts";
import type { EventLog } from "./event-log.ts";
import type { FaultBox } from "./fault-box.ts";
import type { Observer } from "./observers.ts";
import type { Settings } from "./settings.ts";
import type { StanzaLog } from "./stanza-log.ts";
import type { UnknownStanzas } from "./unknown-stanzas.ts";

/** Everything the parts of one simulated network share. */
export interface Network {
  readonly seed: string;
  readonly identity: ServerIdentity;
  readonly certificateChain: Uint8Array;
  readonly store: Store;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly events: EventLog;
  readonly faults: FaultBox;
  readonly unknown: UnknownStanzas;
  readonly stanzas: StanzaLog;
  readonly directory: Directory;
  readonly accounts: Accounts;
  readonly connections: Connections;
  readonly offers: PairingOffers;
  readonly keys: VirtualKeys;
  readonly sessions: SignalSessions;
  readonly mailbox: Mailbox;
  readonly book: MessageBook;
  readonly media: MediaStore;
  readonly groups: GroupBook;
  readonly newsletters: NewsletterBook;
  readonly calls: CallBoard;
  readonly profiles: Profiles;
  readonly presence: PresenceBoard;
  readonly senderKeys: SenderKeys;
  readonly loads: Map<string, IncomingLoad>;
  /** Who stands in for numbers without a socket. */
  readonly observers: Observer[];
  /** Wired from outside, because an answer is a message, which may lead to an answer. */
  readonly giveAnswer: (id: number) => void;
}

/** The time stamp of a stanza, in seconds. */
export function stanzaSeconds(network: Pick<Network, "settings" | "clock">): number {
  const now = network.settings.stanzaTime === "simulated" ? network.clock.now() : Date.now();
  return Math.floor(now / 1000) + network.settings.clockSkew;
}
