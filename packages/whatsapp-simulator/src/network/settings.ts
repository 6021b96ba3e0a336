import type { PersonaRule } from "../people/persona-rule.ts";
import type { FaultRule } from "./fault-rules.ts";

/** How a virtual person behaves when a message arrives; times are simulated milliseconds, `[shortest, longest]`. */
export interface Persona {
  readChance: number;
  readDelay: [number, number];
  answerChance: number;
  answerDelay: [number, number];
  answers: string[];
  stopChance: number;
  stopDelay: [number, number];
  stopWords: string[];
  /** The hours in which this person does anything, by the clock of the country of the number; always when null. */
  awake: [number, number] | null;
  /** What is done about certain messages. */
  rules: PersonaRule[];
}

/** What goes wrong on purpose. */
export interface Faults {
  /** A client's message is accepted, but its ack never comes. */
  dropAckChance: number;
  /** A receipt for a client gets lost. */
  dropReceiptChance: number;
  /** A receipt from a client gets lost, so that the message comes again at its next login. */
  dropClientReceiptChance: number;
  /** A stanza for a client arrives twice. */
  duplicateChance: number;
  /** A media file arrives damaged. */
  corruptMediaChance: number;
  /** Every so many real milliseconds one connected client loses its socket; 0 is never. */
  dropConnectionEvery: number;
}

export interface Settings {
  /** Count and acknowledge messages to people without decrypting them. */
  sink: boolean;
  /** Real milliseconds until a person's phone confirms delivery. */
  receiptDelay: number;
  /** A number nobody created is a person all the same. */
  unknownNumbersExist: boolean;
  /** How people address their messages: by hidden id, as the service does today, or by phone number. */
  addressing: "lid" | "pn";
  /** How much of its old chats a phone gives a new client. */
  history: "none" | "recent" | "full";
  /** Simulated milliseconds after which somebody who writes is no longer shown to. */
  typingExpires: number;
  /** Which clock the time stamps of stanzas come from. */
  stanzaTime: "real" | "simulated";
  /** Refuse every login with this code. */
  refuseLogins: number | null;
  /** Companions one account may have. */
  companionLimit: number;
  defaultPersona: Persona;
  faults: Faults;
  /** What goes wrong by rule: for whom, when, how often. */
  rules: FaultRule[];
  /** Seconds by which the time stamps of stanzas are wrong. */
  clockSkew: number;
}

/** The settings of a new network: people's phones confirm delivery and do nothing else. */
export function defaultSettings(): Settings {
  return {
    sink: false,
    receiptDelay: 100,
    unknownNumbersExist: true,
    addressing: "lid",
    history: "recent",
    typingExpires: 25_000,
    rules: [],
    clockSkew: 0,
    stanzaTime: "real",
    refuseLogins: null,
    companionLimit: 4,
    defaultPersona: {
      readChance: 0,
      readDelay: [2_000, 60_000],
      answerChance: 0,
      answerDelay: [5_000, 120_000],
      answers: ["Ok", "Thank you", "How much is it?", "Halo, masih ada?"],
      stopChance: 0,
      stopDelay: [5_000, 120_000],
      stopWords: ["STOP"],
      awake: null,
      rules: [],
    },
    faults: {
      dropAckChance: 0,
      dropReceiptChance: 0,
      dropClientReceiptChance: 0,
      duplicateChance: 0,
      corruptMediaChance: 0,
      dropConnectionEvery: 0,
    },
  };
}
