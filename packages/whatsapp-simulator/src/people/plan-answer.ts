import type { Network } from "../network/network.ts";
import type { PersonaAction } from "./persona-rule.ts";
import type { User } from "./user.ts";

interface PlannedAnswer {
  person: User;
  account: User;
  text: string;
  /** What is done instead of saying the text. */
  action?: PersonaAction;
  /** The message it is about. */
  messageId: string;
  server: "pn" | "lid";
  due: number;
}

/** Keeps an answer that a person will give later; the returned function starts the wait after the commit. */
export function planAnswer(network: Network, answer: PlannedAnswer): () => void {
  const { id } = network.store.run(
    "insert into planned_answers (due, person, account, text, addressing, action, message_id) values (?, ?, ?, ?, ?, ?, ?)",
    answer.due,
    answer.person.phone,
    answer.account.phone,
    answer.text,
    answer.server,
    answer.action ? JSON.stringify(answer.action) : null,
    answer.messageId,
  );
  return () => network.clock.at(answer.due, () => network.giveAnswer(id));
}
