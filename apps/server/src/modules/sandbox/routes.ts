import { z } from "zod";
import { route, streamingRoute } from "../../kernel/route.ts";
import { behavior } from "./behavior.ts";
import { introduceCustomer, listCustomers } from "./customers.ts";
import { scanQr } from "./scan-qr.ts";
import { customer, heldMessage, messageText, phoneNumber, virtualPhone } from "./schema.ts";
import { readBehavior, setBehavior } from "./set-behavior.ts";
import {
  readAsCustomer,
  readCustomerChat,
  readPhoneChat,
  readVirtualPhone,
  typeOnPhone,
  writeAsCustomer,
} from "./virtual-chats.ts";

const tag = "Sandbox";
const permission = "sandbox.use";
const bySession = z.object({ id: z.uuid() });
const byCustomer = z.object({ id: z.uuid(), phone: phoneNumber });
const errors = "Errors: `session_not_in_sandbox` (409), `sandbox_unavailable` (503).";
const written = z.object({ id: z.string() });

export const sandboxRoutes = [
  streamingRoute({
    method: "POST",
    path: "/sandbox/sessions/:id/scan",
    permission,
    tag,
    summary: "Scan the session's QR code with its virtual phone",
    description: `${errors} Also \`no_qr_to_scan\`, \`qr_expired\`, \`qr_already_used\`, \`session_already_paired\`, \`too_many_linked_devices\` (409).`,
    params: bySession,
    response: z.object({ phone: z.string() }),
    run: (scope, { params }) => scanQr(scope, params.id),
  }),
  streamingRoute({
    method: "GET",
    path: "/sandbox/sessions/:id/phone",
    permission,
    tag,
    summary: "Read the session's virtual phone",
    description: errors,
    params: bySession,
    response: virtualPhone,
    run: (scope, { params }) => readVirtualPhone(scope, params.id),
  }),
  streamingRoute({
    method: "GET",
    path: "/sandbox/sessions/:id/phone/messages",
    permission,
    tag,
    summary: "Read a chat on the virtual phone itself",
    description: errors,
    params: bySession,
    query: z.object({ with: phoneNumber }),
    response: z.object({ items: z.array(heldMessage) }),
    run: async (scope, { params, query }) => ({ items: await readPhoneChat(scope, params.id, query.with) }),
  }),
  streamingRoute({
    method: "POST",
    path: "/sandbox/sessions/:id/phone/messages",
    permission,
    tag,
    summary: "Type a message on the virtual phone, past Balas",
    description: errors,
    params: bySession,
    body: z.object({ to: phoneNumber, text: messageText }),
    response: written,
    status: 201,
    run: (scope, { params, body }) => typeOnPhone(scope, params.id, body),
  }),
  streamingRoute({
    method: "GET",
    path: "/sandbox/sessions/:id/people",
    permission,
    tag,
    summary: "List the session's virtual customers, who talked last first",
    description: errors,
    params: bySession,
    response: z.object({ items: z.array(customer) }),
    run: async (scope, { params }) => ({ items: await listCustomers(scope, params.id) }),
  }),
  streamingRoute({
    method: "POST",
    path: "/sandbox/sessions/:id/people",
    permission,
    tag,
    summary: "Make a virtual customer, or rename one",
    description: `${errors} Also \`phone_of_sandbox\` (422) for the number of a virtual phone.`,
    params: bySession,
    body: z.object({ name: z.string().trim().min(1).max(120), phone: phoneNumber.optional() }),
    response: customer,
    status: 201,
    run: (scope, { params, body }) => introduceCustomer(scope, params.id, body),
  }),
  streamingRoute({
    method: "GET",
    path: "/sandbox/sessions/:id/people/:phone/messages",
    permission,
    tag,
    summary: "Read the chat on a customer's phone",
    description: errors,
    params: byCustomer,
    response: z.object({ items: z.array(heldMessage) }),
    run: async (scope, { params }) => ({ items: await readCustomerChat(scope, params.id, params.phone) }),
  }),
  streamingRoute({
    method: "POST",
    path: "/sandbox/sessions/:id/people/:phone/messages",
    permission,
    tag,
    summary: "Write to the session as a customer",
    description: errors,
    params: byCustomer,
    body: z.object({ text: messageText }),
    response: written,
    status: 201,
    run: (scope, { params, body }) => writeAsCustomer(scope, params.id, { customer: params.phone, text: body.text }),
  }),
  streamingRoute({
    method: "POST",
    path: "/sandbox/sessions/:id/people/:phone/read",
    permission,
    tag,
    summary: "Read the session's messages as a customer",
    description: errors,
    params: byCustomer,
    response: z.object({ read: z.number().int() }),
    run: (scope, { params }) => readAsCustomer(scope, params.id, params.phone),
  }),
  route({
    method: "GET",
    path: "/sandbox/sessions/:id/behavior",
    permission,
    tag,
    summary: "Read how the session's customers behave",
    params: bySession,
    response: behavior,
    run: (ctx, { params }) => readBehavior(ctx, params.id),
  }),
  streamingRoute({
    method: "PUT",
    path: "/sandbox/sessions/:id/behavior",
    permission,
    tag,
    summary: "Change how the session's customers behave",
    description: errors,
    params: bySession,
    body: behavior,
    response: behavior,
    run: (scope, { params, body }) => setBehavior(scope, params.id, body),
  }),
];
