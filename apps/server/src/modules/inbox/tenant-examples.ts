import { addSession } from "../../testing/add-session.ts";
import type { MakeTenantExample, TenantExamples } from "../../testing/tenant-example.ts";

const none: MakeTenantExample = () => ({});
let phones = 6281800000000;

/** A conversation of the owner's, and what an endpoint gets beside its id. */
const ofConversation =
  (body?: unknown): MakeTenantExample =>
  async ({ test, owner }) => {
    const { sessionId } = await addSession(test, owner.organizationId);
    phones += 1;
    const started = await owner.api.post<{ id: string }>("/conversations", {
      sessionId,
      phone: `+${phones}`,
      text: "Halo",
    });
    return { params: { id: started.body.id }, ...(body !== undefined && { body }) };
  };

export const tenantExamples: TenantExamples = {
  "GET /conversations": none,
  "GET /conversations/counts": none,
  "GET /conversations/:id": ofConversation(),
  "GET /conversations/:id/messages": ofConversation(),
  "POST /conversations": async ({ test, owner }) => {
    const { sessionId } = await addSession(test, owner.organizationId);
    return { body: { sessionId, phone: "+6281800999999", text: "Halo" } };
  },
  "POST /conversations/:id/messages": ofConversation({ text: "Baik" }),
  "POST /conversations/:id/assign": ofConversation({ assigneeId: null }),
  "POST /conversations/:id/close": ofConversation(),
  "POST /conversations/:id/reopen": ofConversation(),
  "POST /conversations/:id/read": ofConversation(),
};
