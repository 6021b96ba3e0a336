import { z } from "zod";
import { pageOf, pageQuery } from "../../kernel/paging.ts";
import { personRoute, publicRoute, type Route, route } from "../../kernel/route.ts";
import { email, zone } from "../identity/index.ts";
import { acceptInvitation, previewInvitation } from "./accept-invitation.ts";
import { listAudit, presentedAuditEntry } from "./audit.ts";
import { inviteMember, listInvitations, revokeInvitation } from "./invitations.ts";
import { changeRole, listMembers, removeMember } from "./members.ts";
import { presentedOnboarding, readOnboarding } from "./onboarding.ts";
import { createOrganization, listOrganizations, readOrganization, updateOrganization } from "./organization.ts";
import { roleName } from "./roles.ts";
import {
  invitationPreview,
  language,
  organizationName,
  presentedInvitation,
  presentedMember,
  presentedOrganization,
} from "./schema.ts";

const tag = "Organizations";
const byId = z.object({ id: z.uuid() });
const byToken = z.object({ token: z.string().min(20).max(200) });
const listOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), nextCursor: z.null() });
const whole = <Item>(items: Item[]) => ({ items, nextCursor: null });

export const organizationRoutes: Route[] = [
  personRoute({
    method: "GET",
    path: "/organizations",
    tag,
    summary: "List the organizations one belongs to",
    response: listOf(presentedOrganization),
    run: async (ctx) => whole(await listOrganizations(ctx)),
  }),
  personRoute({
    method: "POST",
    path: "/organizations",
    tag,
    summary: "Create an organization",
    limit: { count: 20, seconds: 3600 },
    oncePerKey: true,
    status: 201,
    body: z.object({ name: organizationName, zone, language }),
    response: presentedOrganization,
    run: (ctx, { body }) => createOrganization(ctx, body),
  }),
  route({
    method: "GET",
    path: "/organization",
    tag,
    summary: "Read the organization",
    permission: "organization.view",
    response: presentedOrganization,
    run: (ctx) => readOrganization(ctx),
  }),
  route({
    method: "PUT",
    path: "/organization",
    tag,
    summary: "Change the organization",
    description: "Only the fields sent are changed.",
    permission: "organization.manage",
    body: z.object({ name: organizationName.optional(), zone: zone.optional(), language: language.optional() }),
    response: presentedOrganization,
    run: (ctx, { body }) => updateOrganization(ctx, body),
  }),
  route({
    method: "GET",
    path: "/organization/onboarding",
    tag,
    summary: "Tell which steps of the set-up are done",
    permission: "organization.view",
    response: presentedOnboarding,
    run: (ctx) => readOnboarding(ctx),
  }),
  route({
    method: "GET",
    path: "/organization/audit",
    tag,
    summary: "List who changed people, roles and keys",
    permission: "audit.view",
    query: pageQuery,
    response: pageOf(presentedAuditEntry),
    run: (ctx, { query }) => listAudit(ctx, query),
  }),
  route({
    method: "GET",
    path: "/organization/members",
    tag,
    summary: "List the members",
    permission: "members.view",
    response: listOf(presentedMember),
    run: async (ctx) => whole(await listMembers(ctx)),
  }),
  route({
    method: "PUT",
    path: "/organization/members/:id",
    tag,
    summary: "Change a member's role",
    description: "Errors: `last_owner`, `owner_only`.",
    permission: "members.manage",
    params: byId,
    body: z.object({ role: roleName }),
    response: presentedMember,
    run: (ctx, { params, body }) => changeRole(ctx, params.id, body.role),
  }),
  route({
    method: "DELETE",
    path: "/organization/members/:id",
    tag,
    summary: "Remove a member, or leave",
    description: "Everybody may leave; removing others needs `members.manage`. Errors: `last_owner`, `owner_only`.",
    permission: "members.view",
    params: byId,
    async run(ctx, { params }) {
      await removeMember(ctx, params.id);
      return undefined;
    },
  }),
  route({
    method: "GET",
    path: "/organization/invitations",
    tag,
    summary: "List the open invitations",
    permission: "members.invite",
    response: listOf(presentedInvitation),
    run: async (ctx) => whole(await listInvitations(ctx)),
  }),
  route({
    method: "POST",
    path: "/organization/invitations",
    tag,
    summary: "Invite somebody by email",
    description: "Errors: `already_member`, `already_invited`, `owner_only`.",
    permission: "members.invite",
    status: 201,
    body: z.object({ email, role: roleName }),
    response: presentedInvitation,
    run: (ctx, { body }) => inviteMember(ctx, body),
  }),
  route({
    method: "DELETE",
    path: "/organization/invitations/:id",
    tag,
    summary: "Take an invitation back",
    permission: "members.invite",
    params: byId,
    async run(ctx, { params }) {
      await revokeInvitation(ctx, params.id);
      return undefined;
    },
  }),
  publicRoute({
    method: "GET",
    path: "/invitations/:token",
    tag,
    summary: "Read what an invitation offers",
    description: "Errors: `invitation_not_found`, `invitation_accepted`, `invitation_expired`.",
    params: byToken,
    response: invitationPreview,
    run: (scope, { params }) => previewInvitation(scope, params.token),
  }),
  personRoute({
    method: "POST",
    path: "/invitations/:token/accept",
    tag,
    summary: "Join the organization that invited one",
    description:
      "The invitation must be for the address of the signed-in person. Errors: `invitation_not_found`, `invitation_accepted`, `invitation_expired`, `invitation_email_mismatch`, `already_member`.",
    params: byToken,
    response: z.object({ organizationId: z.uuid() }),
    run: (ctx, { params }) => acceptInvitation(ctx, params.token),
  }),
];
