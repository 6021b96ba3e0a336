/** Something the server refuses, with the body it says it with. */
export class WahaError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(typeof body.message === "string" ? body.message : `HTTP ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** An error in the usual writing. */
export function wahaError(status: number, message: string): WahaError {
  const names: Record<number, string> = { 400: "Bad Request", 404: "Not Found", 422: "Unprocessable Entity" };
  return new WahaError(status, { message, ...(names[status] ? { error: names[status] } : {}), statusCode: status });
}
