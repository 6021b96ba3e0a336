import type { FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { invalid, Problem } from "./errors.ts";

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
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new Problem(415, "unsupported_media_type");
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return new Problem(statusCode, "bad_request", {}, (error as Error).message);
  return new Problem(500, "internal_error", {}, "Something went wrong on our side. Nothing was changed. Try again.");
}
