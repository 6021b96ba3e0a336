import { z } from "zod";
import { route } from "../../kernel/route.ts";
import { createField, deleteField, fieldShape, listFields, newFieldShape } from "./contact-fields.ts";

const tag = "Contact fields";

export const fieldRoutes = [
  route({
    method: "GET",
    path: "/contact-fields",
    permission: "contacts.view",
    tag,
    summary: "List custom fields",
    response: z.object({ items: z.array(fieldShape) }),
    run: async (ctx) => ({ items: await listFields(ctx) }),
  }),
  route({
    method: "POST",
    path: "/contact-fields",
    permission: "contacts.organize",
    tag,
    summary: "Add a custom field",
    body: newFieldShape,
    response: fieldShape,
    status: 201,
    run: (ctx, { body }) => createField(ctx, body),
  }),
  route({
    method: "DELETE",
    path: "/contact-fields/:id",
    permission: "contacts.organize",
    tag,
    summary: "Remove a custom field with everybody's values",
    params: z.object({ id: z.uuid() }),
    run: async (ctx, { params }) => {
      await deleteField(ctx, params.id);
      return undefined;
    },
  }),
];
