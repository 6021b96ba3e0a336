#!/usr/bin/env node
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import QRCode from "qrcode";
import { type HeldMessage, type SimulatorClient, simulatorClient } from "./client.ts";

const USAGE = `Talks to a running simulator.

  phones                          the virtual phones and their clients
  phone [number]                  makes a virtual phone
  scan <number> <qr text>         scans a QR code with it
  code <number> <pairing code>    types a pairing code on it
  qr <text>                       prints a QR code
  send <from> <to> <text>         sends as a person; <to> may be a group
  chat <number> <with>            a chat on that phone: shows what comes, sends what you type
  groups                          all groups
  settings [name=value …]         shows or changes settings
  watch [stanzas]                 follows what happens, or every stanza
  apply <file>                    makes people, settings and groups of a JSON or TypeScript file

  --admin <url>   the address printed by the simulator (SIMULATOR_ADMIN, http://127.0.0.1:4600/admin)
`;
const EVERY_MS = 500;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    admin: { type: "string", default: process.env.SIMULATOR_ADMIN ?? "http://127.0.0.1:4600/admin" },
    help: { type: "boolean", short: "h", default: false },
  },
});
const client = simulatorClient(values.admin);

try {
  await run(client, positionals);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run(simulator: SimulatorClient, [command, first = "", second = "", ...rest]: string[]): Promise<void> {
  switch (values.help ? "help" : command) {
    case "phones":
      return print((await simulator.phones()).phones);
    case "phone":
      return print(await simulator.createPhone(first === "" ? {} : { phone: first }));
    case "scan":
      return print(await simulator.scanQr(first, second));
    case "code":
      return print(await simulator.enterCode(first, second));
    case "qr":
      process.stdout.write(`${await QRCode.toString(first, { type: "terminal", small: true })}\n`);
      return;
    case "send":
      return print(await simulator.sendAsPerson(first, { to: second, text: rest.join(" ") }));
    case "chat":
      return chat(simulator, first, second);
    case "groups":
      return print((await simulator.groups()).groups);
    case "settings":
      return print(await changeSettings(simulator, [first, second, ...rest].filter(Boolean)));
    case "watch":
      return first === "stanzas" ? watchStanzas(simulator) : watchEvents(simulator);
    case "apply":
      return apply(simulator, first);
    default:
      process.stdout.write(USAGE);
      if (command !== undefined && !values.help) process.exitCode = 2;
  }
}

async function chat(simulator: SimulatorClient, phone: string, peer: string): Promise<void> {
  const shown = new Map<number, string>();
  const show = (message: HeldMessage) => {
    const line = `${message.direction === "in" ? "<" : ">"} ${message.text || `(${message.kind})`} [${message.status}]`;
    if (shown.get(message.seq) === line) return;
    shown.set(message.seq, line);
    process.stdout.write(`${line}\n`);
  };
  const timer = setInterval(async () => {
    try {
      for (const message of (await simulator.chat(phone, peer)).messages) show(message);
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
  }, EVERY_MS);
  for await (const line of createInterface({ input: process.stdin }))
    if (line !== "") await simulator.sendAsPerson(phone, { to: peer, text: line });
  clearInterval(timer);
}

async function changeSettings(simulator: SimulatorClient, changes: string[]): Promise<object> {
  if (changes.length === 0) return simulator.settings();
  const pairs = changes.map((change) => {
    const [name = "", ...value] = change.split("=");
    return [name, parsed(value.join("="))];
  });
  return simulator.changeSettings(Object.fromEntries(pairs));
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // What is no JSON is a text.
    return value;
  }
}

async function watchEvents(simulator: SimulatorClient): Promise<void> {
  for (let since = 0; ; await pause()) {
    const { events } = await simulator.recentEvents(since);
    for (const event of events) print(event);
    since = events.at(-1)?.seq ?? since;
  }
}

async function watchStanzas(simulator: SimulatorClient): Promise<void> {
  for (let since = 0; ; await pause()) {
    const { stanzas } = await simulator.recentStanzas(since);
    for (const { direction, phone, device, xml } of stanzas)
      process.stdout.write(`${direction === "in" ? "->" : "<-"} ${phone}:${device} ${xml}\n`);
    since = stanzas.at(-1)?.seq ?? since;
  }
}

async function apply(simulator: SimulatorClient, file: string): Promise<void> {
  const { applyScript, readScript } = await import("./apply-script.ts");
  print(await applyScript(simulator, await readScript(file)));
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, EVERY_MS));
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, Array.isArray(value) ? 1 : undefined)}\n`);
}
