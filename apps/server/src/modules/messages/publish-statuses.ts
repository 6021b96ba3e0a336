import type { Ctx } from "../../kernel/context.ts";
import { type MessageStatus, messageStatusChanged } from "./events.ts";
import { presentOrigin } from "./present-message.ts";

/** A message whose status has just changed. */
export interface StatusRow {
  id: string;
  chat_id: string;
  session_id: string;
  status: string;
  reason: string | null;
  origin_type: string | null;
  origin_id: string | null;
  changed_at: Date;
}

/** Publishes the new status of each message, in one statement. */
export async function publishStatuses(ctx: Ctx, rows: StatusRow[]): Promise<void> {
  await ctx.publishMany(
    messageStatusChanged,
    rows.map((row) => {
      const origin = presentOrigin(row);
      return {
        messageId: row.id,
        chatId: row.chat_id,
        sessionId: row.session_id,
        status: row.status as MessageStatus,
        ...(row.reason !== null && { reason: row.reason }),
        at: row.changed_at.toISOString(),
        ...(origin && { origin }),
      };
    }),
  );
}
