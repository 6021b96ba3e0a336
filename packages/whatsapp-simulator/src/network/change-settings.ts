import { type Input, isInput, optionalBoolean, optionalNumber, optionalWord } from "../admin/read-input.ts";
import { readPersona } from "../admin/read-persona.ts";
import { readRules } from "../admin/read-rules.ts";
import type { Network } from "./network.ts";
import { refusal } from "./refusal.ts";
import type { Faults, Settings } from "./settings.ts";

const FASTEST = 100_000;
const CHANCES = [
  "dropAckChance",
  "dropReceiptChance",
  "dropClientReceiptChance",
  "duplicateChance",
  "corruptMediaChance",
] as const;

/** Changes the settings that are named and keeps them on disk; nothing changes when one of them is wrong. */
export function changeSettings(network: Network, input: Input): void {
  const { settings } = network;
  const refuse = input.refuseLogins === null ? null : optionalNumber(input, "refuseLogins", 400, 599);
  const next: Settings = {
    sink: optionalBoolean(input, "sink") ?? settings.sink,
    receiptDelay: optionalNumber(input, "receiptDelay", 0, 3_600_000) ?? settings.receiptDelay,
    unknownNumbersExist: optionalBoolean(input, "unknownNumbersExist") ?? settings.unknownNumbersExist,
    addressing: optionalWord(input, "addressing", ["lid", "pn"]) ?? settings.addressing,
    rules: input.rules === undefined ? settings.rules : readRules(input.rules),
    clockSkew: optionalNumber(input, "clockSkew", -31_536_000, 31_536_000) ?? settings.clockSkew,
    history: optionalWord(input, "history", ["none", "recent", "full"]) ?? settings.history,
    typingExpires: optionalNumber(input, "typingExpires", 0, 3_600_000) ?? settings.typingExpires,
    stanzaTime: optionalWord(input, "stanzaTime", ["real", "simulated"]) ?? settings.stanzaTime,
    refuseLogins: refuse === undefined ? settings.refuseLogins : refuse,
    companionLimit: optionalNumber(input, "companionLimit", 1, 100) ?? settings.companionLimit,
    defaultPersona:
      input.defaultPersona === undefined
        ? settings.defaultPersona
        : { ...settings.defaultPersona, ...readPersona(input.defaultPersona) },
    faults: input.faults === undefined ? settings.faults : { ...settings.faults, ...readFaults(input.faults) },
  };
  const speed = optionalNumber(input, "speed", 0, FASTEST);
  const now = optionalNumber(input, "now", 0, 8_640_000_000_000_000);
  Object.assign(settings, next);
  network.store.setMeta("settings", JSON.stringify(settings));
  if (speed !== undefined || now !== undefined) network.clock.set({ speed, now });
  network.store.setMeta("clock", JSON.stringify(network.clock.state));
  network.events.note("settings.changed");
}

function readFaults(value: unknown): Partial<Faults> {
  if (!isInput(value)) throw refusal(400, "invalid", "faults must be an object");
  const faults: Partial<Faults> = {};
  for (const name of CHANCES) {
    const chance = optionalNumber(value, name, 0, 1);
    if (chance !== undefined) faults[name] = chance;
  }
  const every = optionalNumber(value, "dropConnectionEvery", 0, 86_400_000);
  if (every !== undefined) faults.dropConnectionEvery = every;
  return faults;
}
