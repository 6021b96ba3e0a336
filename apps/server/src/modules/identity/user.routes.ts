import { z } from "zod";
import { pageOf, pageQuery } from "../../kernel/paging.ts";
import { personRoute, publicRoute, type Route, route, streamingPersonRoute } from "../../kernel/route.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./api-keys.ts";
import { changeAvatar, readAvatar } from "./avatar.ts";
import { changePassword } from "./change-password.ts";
import { listOutbox } from "./outbox.ts";
import { readProfile, updateProfile } from "./profile.ts";
import { language, password, personName, phone, presentedApiKey, presentedProfile, zone } from "./schema.ts";
import { describeSystem, systemInfo } from "./system-info.ts";

const tag = "User Management";
const byId = z.object({ id: z.uuid() });

export const userRoutes: Route[] = [
  personRoute({
    method: "GET",
    path: "/user/profile",
    tag,
    summary: "Read one's own profile",
    response: presentedProfile,
    run: (ctx) => readProfile(ctx),
  }),
  personRoute({
    method: "PUT",
    path: "/user/profile",
    tag,
    summary: "Change one's own profile",
    description: "Only the fields sent are changed. The email address stays.",
    body: z.object({
      name: personName.optional(),
      phone: phone.nullable().optional(),
      language: language.optional(),
      zone: zone.optional(),
    }),
    response: presentedProfile,
    run: (ctx, { body }) => updateProfile(ctx, body),
  }),
  streamingPersonRoute({
    method: "PUT",
    path: "/user/avatar",
    tag,
    summary: "Replace one's own photo",
    description:
      "Multipart with one picture of at most 5 MB. Errors: `file_missing`, `file_too_large`, `file_type_refused`.",
    multipart: true,
    limit: { count: 20, seconds: 60 },
    response: presentedProfile,
    run: (scope, { http }) => changeAvatar(scope, http),
  }),
  personRoute({
    method: "GET",
    path: "/user/avatars/:id",
    tag,
    summary: "Read a photo",
    params: byId,
    answersFile: true,
    run: (ctx, { params }) => readAvatar(ctx, params.id),
  }),
  personRoute({
    method: "POST",
    path: "/user/change-password",
    tag,
    summary: "Change one's own password",
    description: "Ends every other sign-in. Errors: `wrong_password`, `weak_password` (with `reasons`).",
    limit: { count: 10, seconds: 300 },
    body: z.object({ currentPassword: password, newPassword: password }),
    async run(ctx, { body }) {
      await changePassword(ctx, body);
      return undefined;
    },
  }),
  route({
    method: "GET",
    path: "/user/api-keys",
    tag,
    summary: "List the API keys of the organization",
    permission: "apiKeys.manage",
    response: z.object({ items: z.array(presentedApiKey), nextCursor: z.null() }),
    run: async (ctx) => ({ items: await listApiKeys(ctx), nextCursor: null }),
  }),
  route({
    method: "POST",
    path: "/user/api-keys",
    tag,
    summary: "Make an API key",
    description:
      "The answer shows the key, only this once. Scopes are permissions that its maker holds. Errors: `scope_not_held`, `expiry_in_the_past`, `not_for_api_keys`.",
    permission: "apiKeys.manage",
    status: 201,
    answersSecret: true,
    body: z.object({
      name: z.string().trim().min(1).max(100),
      scopes: z.array(z.string().max(60)).min(1).max(100),
      expiresAt: z.iso.datetime({ offset: true }).nullish(),
    }),
    response: presentedApiKey.extend({ key: z.string() }),
    run: (ctx, { body }) => createApiKey(ctx, body),
  }),
  route({
    method: "DELETE",
    path: "/user/api-keys/:id",
    tag,
    summary: "Revoke an API key",
    permission: "apiKeys.manage",
    params: byId,
    async run(ctx, { params }) {
      await revokeApiKey(ctx, params.id);
      return undefined;
    },
  }),
  personRoute({
    method: "GET",
    path: "/operator/outbox",
    tag: "Operator",
    summary: "List the mails that wait to be passed on",
    description: "For the operator of the installation, where no mail server is configured. Errors: `operator_only`.",
    query: pageQuery,
    response: pageOf(
      z.object({
        id: z.uuid(),
        to: z.string(),
        subject: z.string(),
        text: z.string(),
        html: z.string(),
        createdAt: z.iso.datetime(),
      }),
    ),
    run: (ctx, { query }) => listOutbox(ctx, query),
  }),
  publicRoute({
    method: "GET",
    path: "/system/info",
    tag: "System",
    summary: "What this installation offers",
    limit: { count: 600, seconds: 60 },
    response: systemInfo,
    run: async (scope) => describeSystem(scope.ports),
  }),
];
