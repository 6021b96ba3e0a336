import { sendFromPhone } from "../messages/send-from-phone.ts";
import type { Network } from "../network/network.ts";
import { number, text } from "../store/row.ts";
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
  return () => network.clock.at(answer.due, () => void give(network, id));
}

/** Takes up the answers that were planned before the network was stopped. */
export function resumePlannedAnswers(network: Network): void {
  for (const row of network.store.all("select id, due from planned_answers")) {
    const id = number(row, "id");
    network.clock.at(number(row, "due"), () => void give(network, id));
  }
}

async function give(network: Network, id: number): Promise<void> {
  const row = network.store.one("delete from planned_answers where id = ? returning *", id);
  if (!row) return;
  const from = text(row, "person");
  try {
    const addressing = row.addressing === "pn" ? "pn" : "lid";
    await sendFromPhone(network, { from, to: text(row, "account"), text: text(row, "text"), addressing });
  } catch (error) {
    network.events.note("answer.failed", { from, reason: error instanceof Error ? error.message : String(error) });
  }
}
