import { currentOrganizationId } from "../session/current-organization.ts";
import { ApiProblem, readProblem } from "./problem.ts";

const base = "/api/v1";

export interface RequestOptions {
  /** Sent as JSON, or as it is when it is a form with files. */
  body?: unknown;
  query?: Readonly<Record<string, string | number | boolean | undefined | null>>;
  /** The same key makes a repeat safe; a POST without one gets a random key. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** A page of a list; `nextCursor` is null on the last page. */
export interface List<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Reads from the API as the signed-in person in the current organization; a refusal throws ApiProblem. */
export function get<Answer>(path: string, options?: RequestOptions): Promise<Answer> {
  return send("GET", path, options);
}

/** Creates or does; carries an idempotency key so that a retry cannot do it twice. */
export function post<Answer = void>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer> {
  return send("POST", path, { ...options, body });
}

/** Replaces or changes. */
export function put<Answer = void>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer> {
  return send("PUT", path, { ...options, body });
}

/** Changes the named fields only. */
export function patch<Answer = void>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer> {
  return send("PATCH", path, { ...options, body });
}

/** Removes. Named `destroy` because `delete` is a word of the language. */
export function destroy<Answer = void>(path: string, options?: RequestOptions): Promise<Answer> {
  return send("DELETE", path, options);
}

/** The address of an endpoint for a link or a download, with the current organization in the query. */
export function addressOf(path: string, query: RequestOptions["query"] = {}): string {
  return `${base}${path}${search({ ...query, organization: currentOrganizationId() })}`;
}

async function send<Answer>(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  const isForm = options.body instanceof FormData;
  const headers = new Headers({ accept: "application/json" });
  const organizationId = currentOrganizationId();
  if (organizationId) headers.set("x-balas-organization", organizationId);
  if (method === "POST") headers.set("idempotency-key", options.idempotencyKey ?? crypto.randomUUID());
  if (options.body !== undefined && !isForm) headers.set("content-type", "application/json");

  const response = await fetch(`${base}${path}${search(options.query)}`, {
    method,
    headers,
    credentials: "same-origin",
    body: options.body instanceof FormData ? options.body : encode(options.body),
    signal: options.signal ?? null,
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem({ status: 0, code: "unreachable" });
  });

  if (!response.ok) throw await readProblem(response);
  // The one place where the server's word is taken for a type: the SDK, generated from the same schema, replaces it.
  const answer: Answer = response.status === 204 ? undefined : await response.json();
  return answer;
}

function encode(body: unknown): string | null {
  return body === undefined ? null : JSON.stringify(body);
}

function search(query: RequestOptions["query"] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `?${text}` : "";
}
