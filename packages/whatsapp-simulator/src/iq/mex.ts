import { node } from "../wire/nodes.ts";
import type { Answer, Question } from "./question.ts";

const REACHOUT_TIMELOCK = "23983697327930364";
const MESSAGE_CAPPING = "24503548349331633";

/** The GraphQL questions about the limits of an account. */
export function answerMex({ network, companion, ask }: Question): Answer | undefined {
  if (ask?.tag !== "query") return undefined;
  const { newChatLimit } = network.accounts.get(companion.phone);
  const limited = newChatLimit !== undefined && newChatLimit <= 0;
  switch (ask.attrs.query_id) {
    case REACHOUT_TIMELOCK:
      return data("xwa2_fetch_account_reachout_timelock", {
        is_active: limited,
        time_enforcement_ends: limited ? String(Math.floor(Date.now() / 1000) + 3600) : "0",
        enforcement_type: "DEFAULT",
      });
    case MESSAGE_CAPPING:
      return data("xwa2_message_capping_info", {
        total_quota: newChatLimit ?? -1,
        used_quota: 0,
        capping_status: limited ? "CAPPED" : "NONE",
      });
    default:
      return undefined;
  }
}

function data(path: string, value: object): Answer {
  return [node("result", {}, Buffer.from(JSON.stringify({ data: { [path]: value } })))];
}
