import { randomBytes } from "node:crypto";
import { findErrorCode } from "./error-codes.ts";

const HREF = "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes";

/** Something the platform refuses; thrown by whatever answers a call. */
export class GraphError extends Error {
  readonly code: number;
  readonly details: string;
  readonly subcode: number | undefined;
  readonly kind: "OAuthException" | "GraphMethodException";
  readonly userMessage: string | undefined;

  constructor(
    code: number,
    details?: string,
    more: { subcode?: number; kind?: "GraphMethodException"; userMessage?: string; message?: string } = {},
  ) {
    const known = findErrorCode(code);
    super(more.message ?? `(#${code}) ${known?.title ?? "Unknown error"}`);
    this.code = code;
    this.details = details ?? known?.details ?? this.message;
    this.subcode = more.subcode;
    this.kind = more.kind ?? "OAuthException";
    this.userMessage = more.userMessage;
  }

  /** The HTTP status of the answer. */
  get status(): number {
    return findErrorCode(this.code)?.status ?? 400;
  }
}

/** The error as the body of an answer. */
export function errorBody(error: GraphError): object {
  const known = findErrorCode(error.code);
  return {
    error: {
      message: error.message,
      type: error.kind,
      code: error.code,
      ...(error.subcode === undefined ? {} : { error_subcode: error.subcode }),
      error_data: { messaging_product: "whatsapp", details: error.details },
      ...(error.userMessage === undefined
        ? {}
        : { error_user_title: error.userMessage, error_user_msg: error.details }),
      ...(known?.isTransient ? { is_transient: true } : {}),
      fbtrace_id: `A${randomBytes(12).toString("base64url")}`,
    },
  };
}

/** The error as a status webhook carries it. */
export function errorInStatus(code: number, details?: string): object {
  const known = findErrorCode(code);
  const title = known?.title ?? "Unknown error";
  return { code, title, message: title, error_data: { details: details ?? known?.details ?? title }, href: HREF };
}

/** The answer for an object that is not there or not allowed: the platform tells them apart for nobody. */
export function unknownObject(id: string, method: string): GraphError {
  const verb = method === "GET" ? "get" : method === "DELETE" ? "delete" : "post";
  return new GraphError(100, undefined, {
    subcode: 33,
    kind: "GraphMethodException",
    message: `Unsupported ${verb} request. Object with ID '${id.slice(0, 80)}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  });
}

/** An invalid parameter. */
export function invalidParameter(details: string, userMessage?: string, subcode?: number): GraphError {
  return new GraphError(100, details, {
    ...(userMessage === undefined ? {} : { userMessage }),
    ...(subcode === undefined ? {} : { subcode }),
  });
}
