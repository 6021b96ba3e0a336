import { randomBytes } from "node:crypto";
import { CallBoard } from "../calls/call-board.ts";
import { GroupBook } from "../groups/group-book.ts";
import { Accounts } from "../login/accounts.ts";
import { PairingOffers } from "../login/pairing-offers.ts";
import { MediaStore } from "../media/media-store.ts";
import { Mailbox } from "../messages/mailbox.ts";
import { MessageBook } from "../messages/message-book.ts";
import { NewsletterBook } from "../newsletters/newsletter-book.ts";
import { Directory } from "../people/directory.ts";
import { giveAnswer, resumePlannedAnswers } from "../people/give-answer.ts";
import { Profiles } from "../people/profile.ts";
import { PresenceBoard } from "../presence/presence-board.ts";
import { SenderKeys } from "../signal/sender-keys.ts";
import { SignalSessions } from "../signal/signal-sessions.ts";
import { VirtualKeys } from "../signal/virtual-keys.ts";
import { Store } from "../store/store.ts";
import {
  generateServerIdentity,
  type KeyPair,
  type ServerIdentity,
  signCertificateChain,
} from "../wire/certificates.ts";
import { Clock } from "./clock.ts";
import { Connections } from "./connections.ts";
import { EventLog } from "./event-log.ts";
import { FaultBox } from "./fault-box.ts";
import type { Network } from "./network.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { StanzaLog } from "./stanza-log.ts";
import { UnknownStanzas } from "./unknown-stanzas.ts";

/** Puts a network together from what is on disk; what was waiting there goes on. */
export function buildNetwork(options: {
  dataDirectory?: string | undefined;
  seed?: string | undefined;
  settings?: Partial<Settings> | undefined;
}): Network {
  const store = new Store(options.dataDirectory);
  const stored: Partial<Settings> = JSON.parse(store.meta("settings") ?? "{}");
  const settings: Settings = { ...defaultSettings(), ...stored, ...options.settings };
  settings.defaultPersona = { ...defaultSettings().defaultPersona, ...settings.defaultPersona };
  settings.faults = { ...defaultSettings().faults, ...settings.faults };
  const seed = options.seed ?? store.meta("seed") ?? randomBytes(8).toString("hex");
  store.setMeta("seed", seed);
  const identity = loadIdentity(store);
  const keys = new VirtualKeys(store, settings);
  const clock = new Clock(JSON.parse(store.meta("clock") ?? "null") ?? undefined);
  const events = new EventLog();
  const parts = {
    seed,
    identity,
    certificateChain: signCertificateChain(identity),
    store,
    settings,
    keys,
    clock,
    events,
    faults: new FaultBox({ settings, clock, events, seed }),
    unknown: new UnknownStanzas(),
    stanzas: new StanzaLog(),
    directory: new Directory(store, settings, seed),
    accounts: new Accounts(store),
    connections: new Connections(),
    offers: new PairingOffers(),
    sessions: new SignalSessions(store, keys),
    book: new MessageBook(store),
    media: new MediaStore(store),
    groups: new GroupBook(store),
    newsletters: new NewsletterBook(store),
    calls: new CallBoard(),
    profiles: new Profiles(store),
    presence: new PresenceBoard(),
    senderKeys: new SenderKeys(store),
    loads: new Map(),
    observers: [],
  };
  const network: Network = {
    ...parts,
    mailbox: new Mailbox(parts),
    giveAnswer: (id) => void giveAnswer(network, id),
  };
  network.mailbox.resume();
  resumePlannedAnswers(network);
  return network;
}

function loadIdentity(store: Store): ServerIdentity {
  const stored = store.meta("identity");
  if (stored !== undefined) {
    const pairs: Record<string, { public: string; private: string }> = JSON.parse(stored);
    return { root: pairOf(pairs.root), intermediate: pairOf(pairs.intermediate), noise: pairOf(pairs.noise) };
  }
  const identity = generateServerIdentity();
  const written = Object.entries(identity).map(([name, pair]: [string, KeyPair]) => [
    name,
    { public: pair.public.toString("base64"), private: pair.private.toString("base64") },
  ]);
  store.setMeta("identity", JSON.stringify(Object.fromEntries(written)));
  return identity;
}

function pairOf(pair: { public: string; private: string } | undefined): KeyPair {
  if (!pair) throw new Error("the server identity on disk is incomplete");
  return { public: Buffer.from(pair.public, "base64"), private: Buffer.from(pair.private, "base64") };
}
