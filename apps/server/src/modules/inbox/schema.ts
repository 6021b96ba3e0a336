import { z } from "zod";
import { pageQuery } from "../../kernel/paging.ts";
import { clientId, messageText } from "../messages/index.ts";
import { viewName } from "./view.ts";

export const listQuery = pageQuery.extend({
  view: viewName.default("open"),
  sessionId: z.uuid().optional(),
  search: z.string().trim().min(1).max(100).optional().describe("A part of the name or the number."),
});

export const counts = z.object({
  mine: z.number().int(),
  unassigned: z.number().int(),
  unread: z.number().int(),
  open: z.number().int(),
  closed: z.number().int(),
  sessions: z.array(z.object({ sessionId: z.uuid(), open: z.number().int() })).describe("Open ones of each number."),
  limit: z.number().int().describe("Counting stops here: this number means at least so many."),
});

export const replyBody = z.object({
  text: messageText,
  clientId: clientId.optional().describe("The same call with the same id never sends twice."),
});

export const startBody = replyBody.extend({
  sessionId: z.uuid(),
  phone: z.string().min(1).max(60),
});

export const assignBody = z.object({ assigneeId: z.uuid().nullable().describe("A member, or null for nobody.") });
