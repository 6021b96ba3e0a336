/** An expected refusal. `code` is the contract; clients translate it; `data` fills the translation. */
export class Problem extends Error {
  override name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly data: Record<string, unknown>;

  constructor(status: number, code: string, data: Record<string, unknown> = {}, detail?: string) {
    super(detail ?? code);
    this.status = status;
    this.code = code;
    this.data = data;
  }
}

/** The thing is absent, or the caller may not know that it exists. */
export const notFound = (code = "not_found", data?: Record<string, unknown>) => new Problem(404, code, data);

/** The caller is not signed in, or the credential is wrong, expired or revoked. */
export const unauthorized = (code = "unauthorized", data?: Record<string, unknown>) => new Problem(401, code, data);

/** The caller is known and may not do this. */
export const forbidden = (code = "forbidden", data?: Record<string, unknown>) => new Problem(403, code, data);

/** The thing is in a state that does not allow this. */
export const conflict = (code: string, data?: Record<string, unknown>) => new Problem(409, code, data);

/** The input can't be accepted; `data` says where and why. */
export const invalid = (code: string, data?: Record<string, unknown>) => new Problem(422, code, data);

/** Too much, too often, or too large; `data.retryAfter` (seconds) says when it will work again. */
export const limited = (code: string, data?: Record<string, unknown>) => new Problem(429, code, data);

/** A part outside of us does not answer. */
export const unavailable = (code: string, data?: Record<string, unknown>) => new Problem(503, code, data);
