import { ROUTE_DESCRIPTIONS, type RouteDescription } from "./describe-routes.ts";

/** The admin API in OpenAPI 3.1, made of the routes themselves. */
export function describeApi(routes: readonly string[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const [method = "", path = ""] = route.split(" ");
    const described = path.replace(/:(\w+)/g, "{$1}");
    paths[described] = { ...paths[described], [method.toLowerCase()]: describe(path, ROUTE_DESCRIPTIONS[route]) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "WhatsApp simulator: admin API",
      version: "1",
      description: "Phones, people and the network itself. An error is {error, message} with a fitting status.",
    },
    paths,
    components: {
      schemas: {
        Error: {
          type: "object",
          required: ["error", "message"],
          properties: { error: { type: "string" }, message: { type: "string" } },
        },
      },
    },
  };
}

function describe(path: string, description: RouteDescription = { does: "" }): object {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inQuery = (description.query ?? []).map((name) => ({ name, in: "query", schema: { type: "string" } }));
  const json = (schema: object) => ({ content: { "application/json": { schema } } });
  return {
    summary: description.does,
    parameters: [...inPath, ...inQuery],
    ...(description.body ? { requestBody: json(schemaOf(description.body)) } : {}),
    responses: {
      200: { description: "Done", ...json({ type: "object" }) },
      default: { description: "Refused", ...json({ $ref: "#/components/schemas/Error" }) },
    },
  };
}

function schemaOf(fields: Record<string, string>): object {
  const properties = Object.entries(fields).map(([name, type]) => [
    name.replace("?", ""),
    type.endsWith("[]") ? { type: "array", items: { type: type.slice(0, -2) } } : { type },
  ]);
  const required = Object.keys(fields).filter((name) => !name.endsWith("?"));
  return { type: "object", properties: Object.fromEntries(properties), required };
}
