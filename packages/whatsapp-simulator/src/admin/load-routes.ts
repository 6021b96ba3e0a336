import { IncomingLoad } from "../load/incoming-load.ts";
import { peopleForLoad } from "../load/people-for-load.ts";
import { refusal } from "../network/refusal.ts";
import type { Routes } from "./handle-admin.ts";
import { needVirtualPhone } from "./phone-routes.ts";
import { type Input, needPhone, optionalNumber, optionalText } from "./read-input.ts";

const MOST_MESSAGES = 1_000_000;

/** Loads for benchmarks. */
export const loadRoutes: Routes = {
  "POST /admin/load/incoming": ({ network, input }) => {
    const body = input();
    const account = needVirtualPhone(network, needPhone(body.to, "to"));
    const ratePerSecond = needNumber(body, "ratePerSecond", 0.1, 10_000);
    const seconds = needNumber(body, "seconds", 0.1, 3_600);
    if (ratePerSecond * seconds > MOST_MESSAGES)
      throw refusal(400, "invalid", `at most ${MOST_MESSAGES} messages in one load`);
    if (network.accounts.companions(account.phone).length === 0)
      throw refusal(409, "not_paired", `${account.phone} has no linked device`);
    const people = peopleForLoad(network, body.people);
    const text = optionalText(body, "text", 4_000) ?? "Hello number";
    const load = new IncomingLoad(network, { account, people, ratePerSecond, seconds, text });
    network.loads.set(load.id, load);
    void load.run();
    return load.show();
  },
  "GET /admin/load/:id": ({ network, path }) => {
    const load = network.loads.get(path.id ?? "");
    if (!load) throw refusal(404, "no_such_load", `there is no load ${path.id}`);
    return load.show();
  },
};

function needNumber(body: Input, name: string, low: number, high: number): number {
  const value = optionalNumber(body, name, low, high);
  if (value === undefined) throw refusal(400, "missing", `${name} is needed`);
  return value;
}
