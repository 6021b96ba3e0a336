import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { invalid } from "../../kernel/errors.ts";
import { normalizePhone } from "../contacts/index.ts";
import type { PresentedMessage } from "./events.ts";
import { type Recipient, sendMessage } from "./send-message.ts";

/** Sends a text on behalf of the API's caller to a phone number or into a chat. */
export async function sendText(
  ctx: Ctx,
  request: { sessionId: string; to: string; text: string; clientId?: string | undefined },
): Promise<PresentedMessage> {
  return sendMessage(ctx, {
    sessionId: request.sessionId,
    to: recipientOf(request.to),
    text: request.text,
    priority: 5,
    purpose: "automation",
    origin: { type: "api" },
    ...(request.clientId && { clientId: request.clientId }),
  });
}

function recipientOf(to: string): Recipient {
  if (z.uuid().safeParse(to).success) return { chatId: to };
  const { phone, problem } = normalizePhone(to, "ID");
  if (!phone) throw invalid(problem ?? "phone_invalid", { to });
  return { phone };
}
