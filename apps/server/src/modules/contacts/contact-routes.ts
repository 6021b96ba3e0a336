import { z } from "zod";
import { pageOf } from "../../kernel/paging.ts";
import { may } from "../../kernel/policy.ts";
import { route } from "../../kernel/route.ts";
import { accessContact } from "./access-contact.ts";
import { countAudience } from "./audience.ts";
import { createContact } from "./create-contact.ts";
import { deleteContact } from "./delete-contact.ts";
import { contactShape } from "./events.ts";
import { listContacts } from "./list-contacts.ts";
import { presentContact } from "./present-contact.ts";
import {
  audienceShape,
  contactChangeShape,
  contactListQuery,
  contactParams,
  newContactShape,
  oneContactShape,
} from "./schema.ts";
import { tagContacts, untagContacts } from "./tag-contacts.ts";
import { updateContact } from "./update-contact.ts";

const tag = "Contacts";
const tagIds = z.array(z.uuid()).min(1).max(50);

export const contactRoutes = [
  route({
    method: "GET",
    path: "/contacts",
    permission: "contacts.view",
    tag,
    summary: "List contacts",
    query: contactListQuery,
    response: pageOf(contactShape),
    run: (ctx, { query }) => listContacts(ctx, query),
  }),
  route({
    method: "POST",
    path: "/contacts",
    permission: "contacts.edit",
    tag,
    summary: "Add a contact",
    description: "409 `contact_exists` with `contactId` when somebody has the number already.",
    body: newContactShape,
    response: contactShape,
    status: 201,
    run: (ctx, { body }) => createContact(ctx, body),
  }),
  route({
    method: "POST",
    path: "/contacts/count",
    permission: "contacts.view",
    tag,
    summary: "Count the people of an audience",
    body: z.object({ audience: audienceShape }),
    response: z.object({ count: z.number().int() }),
    run: async (ctx, { body }) => ({ count: await countAudience(ctx, body.audience) }),
  }),
  route({
    method: "GET",
    path: "/contacts/:id",
    permission: "contacts.view",
    tag,
    summary: "Get a contact",
    params: contactParams,
    response: oneContactShape,
    run: async (ctx, { params }) => ({
      ...presentContact(await accessContact(ctx, params.id)),
      abilities: { edit: may(ctx.actor, "contacts.edit"), delete: may(ctx.actor, "contacts.delete") },
    }),
  }),
  route({
    method: "PUT",
    path: "/contacts/:id",
    permission: "contacts.edit",
    tag,
    summary: "Change a contact",
    params: contactParams,
    body: contactChangeShape,
    response: contactShape,
    run: (ctx, { params, body }) => updateContact(ctx, params.id, body),
  }),
  route({
    method: "DELETE",
    path: "/contacts/:id",
    permission: "contacts.delete",
    tag,
    summary: "Delete a contact",
    params: contactParams,
    run: async (ctx, { params }) => {
      await deleteContact(ctx, params.id);
      return undefined;
    },
  }),
  route({
    method: "POST",
    path: "/contacts/:id/tags",
    permission: "contacts.edit",
    tag,
    summary: "Put tags on a contact",
    params: contactParams,
    body: z.object({ tagIds }),
    response: contactShape,
    run: async (ctx, { params, body }) => {
      const { id } = await accessContact(ctx, params.id);
      await tagContacts(ctx, { contactIds: [id], tagIds: body.tagIds });
      return presentContact(await accessContact(ctx, id));
    },
  }),
  route({
    method: "DELETE",
    path: "/contacts/:id/tags/:tagId",
    permission: "contacts.edit",
    tag,
    summary: "Take a tag off a contact",
    params: contactParams.extend({ tagId: z.uuid() }),
    run: async (ctx, { params }) => {
      const { id } = await accessContact(ctx, params.id);
      await untagContacts(ctx, { contactIds: [id], tagIds: [params.tagId] });
      return undefined;
    },
  }),
];
