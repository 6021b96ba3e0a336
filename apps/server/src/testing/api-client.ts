import { randomUUID } from "node:crypto";

export interface ApiAnswer<Body = unknown> {
  status: number;
  body: Body;
  headers: Headers;
}

/** Calls the API over real HTTP as one caller; a path is below /api/v1. Answers of any status resolve. */
export interface ApiClient {
  get<Body = never>(path: string): Promise<ApiAnswer<Body>>;
  post<Body = never>(path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer<Body>>;
  put<Body = never>(path: string, body?: unknown): Promise<ApiAnswer<Body>>;
  delete<Body = never>(path: string): Promise<ApiAnswer<Body>>;
  /** Sends one file as multipart form data with optional fields before it. */
  upload<Body = never>(
    method: "POST" | "PUT",
    path: string,
    file: { name: string; type: string; bytes: Uint8Array | string },
    fields?: Record<string, string>,
  ): Promise<ApiAnswer<Body>>;
  headers: Record<string, string>;
  url: string;
}

/** Makes a caller; `headers` carry who it is (Authorization, X-Balas-Organization). */
export function createApiClient(url: string, headers: Record<string, string> = {}): ApiClient {
  async function call<Body>(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<ApiAnswer<Body>> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body === undefined || isForm ? {} : { "Content-Type": "application/json" }), ...more },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      body: (isJson && text ? JSON.parse(text) : text) as Body,
      headers: response.headers,
    };
  }
  return {
    url,
    headers,
    get: (path) => call("GET", path),
    post: (path, body, more) => call("POST", path, body, { "Idempotency-Key": randomUUID(), ...more }),
    put: (path, body) => call("PUT", path, body),
    delete: (path) => call("DELETE", path),
    upload(method, path, file, fields = {}) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      const bytes = typeof file.bytes === "string" ? file.bytes : Buffer.from(file.bytes);
      form.append("file", new Blob([bytes], { type: file.type }), file.name);
      return call(method, path, form);
    },
  };
}
