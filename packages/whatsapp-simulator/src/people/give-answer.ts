import { sendFromPhone } from "../messages/send-from-phone.ts";
import type { Network } from "../network/network.ts";
import { number, optionalText, text } from "../store/row.ts";
import { act } from "./act.ts";

/** Takes up the answers that were planned before the network was stopped. */
export function resumePlannedAnswers(network: Network): void {
  for (const row of network.store.all("select id, due from planned_answers")) {
    const id = number(row, "id");
    network.clock.at(number(row, "due"), () => network.giveAnswer(id));
  }
}

/** A person writes the answer it had planned; once, also when it was planned twice over a restart. */
export async function giveAnswer(network: Network, id: number): Promise<void> {
  const row = network.store.one("delete from planned_answers where id = ? returning *", id);
  if (!row) return;
  const from = text(row, "person");
  try {
    const addressing = row.addressing === "pn" ? "pn" : "lid";
    const action = optionalText(row, "action");
    const person = network.directory.find(from);
    if (action !== undefined && person) {
      const occasion = {
        person,
        account: text(row, "account"),
        messageId: optionalText(row, "message_id") ?? "",
        addressing,
      } as const;
      return await act(network, occasion, JSON.parse(action));
    }
    await sendFromPhone(network, { from, to: text(row, "account"), text: text(row, "text"), addressing });
  } catch (error) {
    network.events.note("answer.failed", { from, reason: error instanceof Error ? error.message : String(error) });
  }
}
