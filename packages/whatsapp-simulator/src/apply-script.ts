import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { PersonChange, SettingsChange, SimulatorClient } from "./client.ts";

/** A network in a file: who is there and how they behave. */
export interface Script {
  settings?: SettingsChange;
  phones?: { phone: string; name?: string }[];
  people?: ({ phone: string } & PersonChange)[];
  groups?: { as: string; subject: string; members: string[] }[];
}

/** Reads a script: JSON, or the default export of a TypeScript or JavaScript file. */
export async function readScript(file: string): Promise<Script> {
  if (extname(file) === ".json") return JSON.parse(await readFile(file, "utf8"));
  const module: { default?: Script } = await import(pathToFileURL(resolve(file)).href);
  if (!module.default) throw new Error(`${file} exports no default`);
  return module.default;
}

/** Makes what a script says; returns how much. */
export async function applyScript(
  simulator: SimulatorClient,
  { settings, phones = [], people = [], groups = [] }: Script,
): Promise<{ phones: number; people: number; groups: number }> {
  if (settings) await simulator.changeSettings(settings);
  for (const phone of phones) await simulator.createPhone(phone);
  if (people.length > 0) await simulator.createPeople({ people });
  for (const group of groups) await simulator.createGroup(group);
  return { phones: phones.length, people: people.length, groups: groups.length };
}
