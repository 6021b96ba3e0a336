import { listQuery } from "../../api/list-query.ts";

export interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  createdAt: string;
}

/** Mail waits outside of any organization, so no fact announces it: the page asks again now and then. */
export const outboxQuery = listQuery<Mail>(["system", "outbox"], "/operator/outbox");
