import { queryOptions } from "@tanstack/react-query";
import { get, type List } from "../../api/request.ts";

export interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
  html?: string | null;
  createdAt: string;
}

/** Mail waits in the outbox outside of any organization, so no fact announces it: it is asked for again now and then. */
export const outboxQuery = queryOptions({
  queryKey: ["system", "outbox"],
  queryFn: () => get<List<Mail>>("/operator/outbox"),
  refetchInterval: 5_000,
});
