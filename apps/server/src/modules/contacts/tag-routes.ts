import { z } from "zod";
import { route } from "../../kernel/route.ts";
import { tagContacts, untagContacts } from "./tag-contacts.ts";
import {
  createTag,
  deleteTag,
  listedTagShape,
  listTags,
  newTagShape,
  requireTags,
  tagShape,
  updateTag,
} from "./tags.ts";

const tag = "Tags";
const params = z.object({ id: z.uuid() });
const people = z.object({ contactIds: z.array(z.uuid()).min(1).max(1000) });
const changed = z.object({ changed: z.number().int().describe("People who were not so already.") });

export const tagRoutes = [
  route({
    method: "GET",
    path: "/tags",
    permission: "contacts.view",
    tag,
    summary: "List tags with how many people carry each",
    response: z.object({ items: z.array(listedTagShape) }),
    run: async (ctx) => ({ items: await listTags(ctx) }),
  }),
  route({
    method: "POST",
    path: "/tags",
    permission: "contacts.edit",
    tag,
    summary: "Add a tag",
    body: newTagShape,
    response: tagShape,
    status: 201,
    run: (ctx, { body }) => createTag(ctx, body),
  }),
  route({
    method: "PUT",
    path: "/tags/:id",
    permission: "contacts.organize",
    tag,
    summary: "Rename or recolor a tag",
    params,
    body: newTagShape,
    response: tagShape,
    run: (ctx, { params, body }) => updateTag(ctx, params.id, body),
  }),
  route({
    method: "DELETE",
    path: "/tags/:id",
    permission: "contacts.organize",
    tag,
    summary: "Remove a tag from everybody",
    params,
    run: async (ctx, { params }) => {
      await deleteTag(ctx, params.id);
      return undefined;
    },
  }),
  route({
    method: "POST",
    path: "/tags/:id/contacts",
    permission: "contacts.edit",
    tag,
    summary: "Put a tag on many people",
    params,
    body: people,
    response: changed,
    run: async (ctx, { params, body }) => ({
      changed: await tagContacts(ctx, { contactIds: body.contactIds, tagIds: [params.id] }),
    }),
  }),
  route({
    method: "POST",
    path: "/tags/:id/contacts/remove",
    permission: "contacts.edit",
    tag,
    summary: "Take a tag off many people",
    params,
    body: people,
    response: changed,
    run: async (ctx, { params, body }) => {
      await requireTags(ctx, [params.id]);
      return { changed: await untagContacts(ctx, { contactIds: body.contactIds, tagIds: [params.id] }) };
    },
  }),
];
