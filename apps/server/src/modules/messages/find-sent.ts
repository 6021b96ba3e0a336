import type { Outgoing } from "@balas/whatsapp";
import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";

/** What was sent under one of our ids: a recipient's phone that could not read it asks for it again. */
export async function findSent(ctx: Ctx, sessionId: string, waId: string): Promise<Outgoing | undefined> {
  const { rows } = await sql<{ jid: string; text: string }>`
    select chats.jid, messages.text
    from message_keys key
    join messages on messages.organization_id = key.organization_id and messages.id = key.message_id
    join chats on chats.organization_id = key.organization_id and chats.id = key.chat_id
    where key.organization_id = ${ctx.organizationId} and key.session_id = ${sessionId}
      and key.wa_id = ${waId} and key.from_me and messages.text is not null`.execute(ctx.db);
  const row = rows[0];
  return row && { waId, to: row.jid, content: { type: "text", text: row.text } };
}
