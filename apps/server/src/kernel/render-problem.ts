import type { FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { invalid, Problem } from "./errors.ts";

/** Sentences of the parser of forms, whose errors carry no code: no boundary, or an end before its end. */
const malformedMultipart = /^(Multipart: |Unexpected end of |(Part|Header) terminated early|Malformed part header)/;
/** Of the file system, and of PostgreSQL. */
const fullDisk = new Set(["ENOSPC", "EDQUOT", "53100"]);

/** PostgreSQL is down, starts or stops, or has no connection left; the driver's own sentence carries no code. */
const databaseAway = /^(ECONNREFUSED|ECONNRESET|EPIPE|08...|57P0[1-3]|53300)$/;

/** Answers an error as problem+json (RFC 9457). Unexpected ones are logged and never shown. */
export function renderProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = asProblem(error);
  if (problem.status >= 500) request.log.error({ err: error, requestId: request.id }, "a request failed unexpectedly");
  const retryAfter = problem.data.retryAfter;
  if (typeof retryAfter === "number") reply.header("Retry-After", String(retryAfter));
  reply
    .status(problem.status)
    .header("Content-Type", "application/problem+json")
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send({
      type: `urn:balas:problem:${problem.code}`,
      title: problem.code.replaceAll("_", " "),
      status: problem.status,
      code: problem.code,
      detail: problem.message,
      requestId: request.id,
      data: problem.data,
    });
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((issue) => ({
      path: issue.instancePath,
      message: issue.message ?? "is wrong",
    }));
    return invalid("invalid_input", { fields });
  }
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE" || code === "FST_REQ_FILE_TOO_LARGE")
    return new Problem(413, "body_too_large");
  if (malformedMultipart.test((error as Error).message)) return new Problem(400, "multipart_malformed");
  if (code === "ECONNRESET" && (error as Error).message === "aborted") return new Problem(400, "request_aborted");
  if ((code && databaseAway.test(code)) || /^Connection terminated/.test((error as Error).message))
    return new Problem(503, "database_unavailable", { retryAfter: 2 }, "The database does not answer right now.");
  if (code && fullDisk.has(code))
    return new Problem(507, "storage_full", {}, "The disk of the server is full. Nothing was changed.");
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new Problem(415, "unsupported_media_type");
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return new Problem(statusCode, "bad_request", {}, (error as Error).message);
  return new Problem(500, "internal_error", {}, "Something went wrong on our side. Nothing was changed. Try again.");
}
