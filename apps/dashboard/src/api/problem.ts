/** What the server said when it refused, as RFC 9457 problem+json; `code` is the contract, texts are ours. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(problem: {
    status: number;
    code: string;
    detail?: string | undefined;
    requestId?: string | undefined;
    data?: Record<string, unknown> | undefined;
  }) {
    super(problem.detail ?? problem.code);
    this.name = "ApiProblem";
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail;
    this.requestId = problem.requestId;
    this.data = problem.data ?? {};
  }
}

/** True when the server could not be reached at all, so that nothing was saved and a retry is safe. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 0;
}

/** True when the signed-in person may not see or do this here. */
export function isDenied(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 403 || error.code === "forbidden");
}

/** True when the sign-in is over or was never there. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}

/** Reads a refused answer, whatever produced it: our server, or a proxy that answers in HTML. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const header = response.headers.get("x-request-id") ?? undefined;
  const body: unknown = await response.json().catch(() => undefined);
  const fields = isRecord(body) ? body : {};
  return new ApiProblem({
    status: response.status,
    code: text(fields.code) ?? fallbackCode(response.status),
    detail: text(fields.detail) ?? text(fields.title),
    requestId: text(fields.requestId) ?? header,
    data: isRecord(fields.data) ? fields.data : undefined,
  });
}

function fallbackCode(status: number): string {
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 429) return "limited";
  return status >= 500 ? "internal_error" : "bad_request";
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
