import { QueryIds, XWAPaths } from "baileys";
import type { Network } from "../network/network.ts";
import { Refusal } from "../network/refusal.ts";
import { answerNewsletterQuery } from "../newsletters/answer-mex.ts";
import { bytesOf, node } from "../wire/nodes.ts";
import type { Answer, Question } from "./question.ts";

/** The GraphQL questions: limits of an account, and channels. Errors go into the answer, as GraphQL wants it. */
export function answerMex({ network, companion, ask }: Question): Answer | undefined {
  if (ask?.tag !== "query") return undefined;
  const limits = answerLimits(network, companion.phone, ask.attrs.query_id);
  if (limits) return limits;
  try {
    const variables = variablesIn(bytesOf(ask));
    const answer = variables && answerNewsletterQuery(network, companion.phone, ask.attrs.query_id, variables);
    return answer && data(answer.path, answer.value);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const failed = { message: error.message, extensions: { error_code: error.status, severity: "ERROR" } };
    return [node("result", {}, Buffer.from(JSON.stringify({ data: null, errors: [failed] })))];
  }
}

function answerLimits(network: Network, phone: string, queryId: string | undefined): Answer | undefined {
  const { newChatLimit } = network.accounts.get(phone);
  const limited = newChatLimit !== undefined && newChatLimit <= 0;
  switch (queryId) {
    case QueryIds.REACHOUT_TIMELOCK:
      return data(XWAPaths.xwa2_fetch_account_reachout_timelock, {
        is_active: limited,
        time_enforcement_ends: limited ? String(Math.floor(Date.now() / 1000) + 3600) : "0",
        enforcement_type: "DEFAULT",
      });
    case QueryIds.MESSAGE_CAPPING_INFO:
      return data(XWAPaths.xwa2_message_capping_info, {
        total_quota: newChatLimit ?? -1,
        used_quota: 0,
        capping_status: limited ? "CAPPED" : "NONE",
      });
    default:
      return undefined;
  }
}

function variablesIn(body: Buffer | undefined): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body?.toString("utf8") ?? "");
    if (typeof parsed !== "object" || parsed === null || !("variables" in parsed)) return undefined;
    return typeof parsed.variables === "object" && parsed.variables !== null ? { ...parsed.variables } : undefined;
  } catch {
    // What is no JSON is no question.
    return undefined;
  }
}

function data(path: string, value: unknown): Answer {
  return [node("result", {}, Buffer.from(JSON.stringify({ data: { [path]: value } })))];
}
