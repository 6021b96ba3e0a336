import type { Network } from "../network/network.ts";
import type { User } from "./user.ts";

interface PlannedAnswer {
  person: User;
  account: User;
  text: string;
  server: "pn" | "lid";
  due: number;
}

/** Keeps an answer that a person will give later; the returned function starts the wait after the commit. */
export function planAnswer(network: Network, answer: PlannedAnswer): () => void {
  const { id } = network.store.run(
    "insert into planned_answers (due, person, account, text, addressing) values (?, ?, ?, ?, ?)",
    answer.due,
    answer.person.phone,
    answer.account.phone,
    answer.text,
    answer.server,
  );
  return () => network.clock.at(answer.due, () => network.giveAnswer(id));
}
