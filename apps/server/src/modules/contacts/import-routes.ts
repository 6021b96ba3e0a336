import { z } from "zod";
import { invalid } from "../../kernel/errors.ts";
import { pageOf } from "../../kernel/paging.ts";
import { FileAnswer, route, streamingRoute } from "../../kernel/route.ts";
import { accessImport } from "./access-import.ts";
import { importErrors } from "./import-errors.ts";
import { importListQuery, importParams, importShape, mappingShape } from "./import-shapes.ts";
import { listImports } from "./list-imports.ts";
import { mapImport } from "./map-import.ts";
import { presentImport } from "./present-import.ts";
import { startCheck, startImport } from "./start-import.ts";
import { uploadImport } from "./upload-import.ts";

const tag = "Imports";
const permission = "contacts.import";

export const importRoutes = [
  route({
    method: "GET",
    path: "/imports",
    permission: "contacts.view",
    tag,
    summary: "List imports",
    query: importListQuery,
    response: pageOf(importShape),
    run: (ctx, { query }) => listImports(ctx, query),
  }),
  streamingRoute({
    method: "POST",
    path: "/imports",
    permission,
    tag,
    summary: "Upload a file of people",
    description:
      "Multipart, one file of text up to 1 GB. Encoding, delimiter and header are found. 422 `file_is_empty`, `file_is_binary`, `file_is_spreadsheet`, `file_too_large`, `file_has_too_many_columns`.",
    multipart: true,
    response: importShape,
    status: 201,
    run: async (scope, { http }) => {
      for await (const file of http.files()) {
        const id = await uploadImport(scope, file);
        return scope.inTransaction(async (ctx) => presentImport(ctx, await accessImport(ctx, id)));
      }
      throw invalid("file_expected");
    },
  }),
  route({
    method: "GET",
    path: "/imports/:id",
    permission: "contacts.view",
    tag,
    summary: "Get an import",
    params: importParams,
    response: importShape,
    run: async (ctx, { params }) => presentImport(ctx, await accessImport(ctx, params.id)),
  }),
  route({
    method: "PUT",
    path: "/imports/:id/mapping",
    permission,
    tag,
    summary: "Say what the columns mean",
    description: "422 `mapping_without_phone`, `mapping_twice`, `mapping_columns_mismatch`, `unknown_contact_field`.",
    params: importParams,
    body: mappingShape,
    response: importShape,
    run: async (ctx, { params, body }) => presentImport(ctx, await mapImport(ctx, params.id, body)),
  }),
  route({
    method: "POST",
    path: "/imports/:id/dry-run",
    permission,
    tag,
    summary: "Count what an import would do",
    description: "Works in the background; the status becomes `checked` and `check` holds the counts.",
    params: importParams,
    response: importShape,
    status: 202,
    run: async (ctx, { params }) => presentImport(ctx, await startCheck(ctx, params.id)),
  }),
  route({
    method: "POST",
    path: "/imports/:id/start",
    permission,
    tag,
    summary: "Start an import",
    params: importParams,
    response: importShape,
    status: 202,
    run: async (ctx, { params }) => presentImport(ctx, await startImport(ctx, params.id)),
  }),
  streamingRoute({
    method: "GET",
    path: "/imports/:id/errors.csv",
    permission: "contacts.view",
    tag,
    summary: "Download the rows that were not imported",
    params: importParams,
    query: z.object({ language: z.enum(["id", "en"]).default("id") }),
    answersFile: true,
    run: async (scope, { params, query }) => {
      const { fileName, content } = await importErrors(scope, params.id, query.language);
      return new FileAnswer({ mediaType: "text/csv; charset=utf-8", fileName, content });
    },
  }),
];
