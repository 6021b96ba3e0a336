import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { route } from "../../kernel/route.ts";
import { accessContactToChange } from "../contacts/index.ts";
import { recordOptOut, type Wish, withdrawOptOut } from "./opt-out.ts";
import { consentShape, readConsent } from "./read-consent.ts";

const tag = "Consent";
const params = z.object({ id: z.uuid() });
const body = z.object({ reason: z.string().trim().max(500).default("").describe("How the person said so.") });

export const complianceRoutes = [
  route({
    method: "GET",
    path: "/contacts/:id/consent",
    permission: "compliance.view",
    tag,
    summary: "Get what a person agreed to and refused, with the proof",
    params,
    response: consentShape,
    run: (ctx, { params }) => readConsent(ctx, params.id),
  }),
  route({
    method: "POST",
    path: "/contacts/:id/opt-out",
    permission: "compliance.record",
    tag,
    summary: "Record that a person wants no more messages",
    params,
    body,
    response: consentShape,
    run: async (ctx, { params, body }) => {
      await recordOptOut(ctx, await wishOf(ctx, params.id, body.reason));
      return readConsent(ctx, params.id);
    },
  }),
  route({
    method: "POST",
    path: "/contacts/:id/opt-in",
    permission: "compliance.record",
    tag,
    summary: "Record that a person wants messages again",
    params,
    body,
    response: consentShape,
    run: async (ctx, { params, body }) => {
      await withdrawOptOut(ctx, await wishOf(ctx, params.id, body.reason));
      return readConsent(ctx, params.id);
    },
  }),
];

async function wishOf(ctx: Ctx, id: string, reason: string): Promise<Wish> {
  const contact = await accessContactToChange(ctx, id);
  return { contactId: contact.id, reason, source: ctx.actor.kind === "apiKey" ? "api" : "member", at: ctx.now() };
}
