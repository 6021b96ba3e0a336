import { receiptOf } from "../messages/confirm-delivery.ts";
import { between, chanceOf } from "../network/chance.ts";
import type { Network } from "../network/network.ts";
import { tellConfirmed } from "../network/observers.ts";
import type { Persona } from "../network/settings.ts";
import { customersOf } from "./acquaintances.ts";
import type { PersonaRule } from "./persona-rule.ts";
import { planAnswer } from "./plan-answer.ts";
import type { User } from "./user.ts";
import { nextAwake } from "./wake-up.ts";

interface Occasion {
  person: User;
  author: User;
  id: string;
  server: "pn" | "lid";
}

/** How a person behaves: its own wishes over what holds towards the account, over the network's default. */
export function personaOf(network: Network, person: User, account?: string): Persona {
  const customers = account === undefined ? {} : customersOf(network, account);
  return { ...network.settings.defaultPersona, ...customers, ...person.persona };
}

/** Decides what a person does about a message and writes it down; the returned functions start it after the commit. */
export function reactTo(network: Network, { person, author, id, server }: Occasion): (() => void)[] {
  if (person.kind === "phone" && !person.persona) return [];
  const persona = personaOf(network, person, author.phone);
  const draw = (what: string) => chanceOf(network.seed, what, person.phone, id);
  const drawTime = (what: string, range: [number, number]) => between(range, network.seed, what, person.phone, id);
  const arrived = network.clock.now() + network.settings.receiptDelay * network.clock.speed;
  const now = persona.awake ? nextAwake(person.phone, persona.awake, arrived) : arrived;
  const starts: (() => void)[] = [];
  const rule = persona.rules.length > 0 ? ruleFor(network, { person, author, id, server }, persona, draw) : undefined;
  if (rule) {
    const readAt = now + drawTime("read delay", persona.readDelay);
    starts.push(...planReading(network, { person, author, id, server }, readAt));
    const due = readAt + drawTime("rule delay", rule.delay ?? persona.answerDelay);
    return [
      ...starts,
      planAnswer(network, { person, account: author, text: "", server, due, action: rule.do, messageId: id }),
    ];
  }
  const stops = draw("stop") < persona.stopChance;
  const answers = !stops && draw("answer") < persona.answerChance;
  let readAt = now;
  if (stops || answers || draw("read") < persona.readChance) {
    readAt = now + drawTime("read delay", persona.readDelay);
    starts.push(...planReading(network, { person, author, id, server }, readAt));
  }
  if (stops || answers) {
    const words = stops ? persona.stopWords : persona.answers;
    const text = words[Math.floor(draw("words") * words.length)];
    const delay = drawTime("answer delay", stops ? persona.stopDelay : persona.answerDelay);
    if (text !== undefined)
      starts.push(planAnswer(network, { person, account: author, text, server, due: readAt + delay, messageId: id }));
  }
  return starts;
}

/** The first rule that fits the message, unless its chance is against it. */
function ruleFor(
  network: Network,
  { person, author, id }: Occasion,
  persona: Persona,
  draw: (what: string) => number,
): PersonaRule | undefined {
  const message = network.book.find(person.phone, author.phone, "in", id);
  if (!message) return undefined;
  return persona.rules.find(
    (rule, index) =>
      (rule.kind === undefined || rule.kind === message.kind) &&
      (rule.when === undefined || new RegExp(rule.when, "iu").test(message.text)) &&
      draw(`rule ${index}`) < (rule.chance ?? 1),
  );
}

function planReading(network: Network, { person, author, id, server }: Occasion, due: number): (() => void)[] {
  const message = network.book.find(person.phone, author.phone, "in", id);
  if (message) network.book.setStatus(message.seq, "read");
  const letters = network.accounts.companions(author.phone).map((companion) =>
    network.mailbox.post({
      to: companion,
      peer: person.phone,
      due,
      stanza: receiptOf(network, { user: person, device: 0, server }, id, "read"),
    }),
  );
  return [...tellConfirmed(network, { author, reader: person, id, kind: "read", due }), ...letters];
}
