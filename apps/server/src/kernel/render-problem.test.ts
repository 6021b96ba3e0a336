import Fastify from "fastify";
import { expect, test } from "vitest";
import { renderProblem } from "./render-problem.ts";

/** What a caller gets when a command fails with this error. */
async function answerTo(error: Error): Promise<{ status: number; code: string; retryAfter: unknown }> {
  const server = Fastify();
  server.setErrorHandler((caught, request, reply) => renderProblem(caught, request, reply));
  server.get("/", async () => {
    throw error;
  });
  const answer = await server.inject("/");
  return { status: answer.statusCode, code: answer.json().code, retryAfter: answer.headers["retry-after"] };
}

const failure = (message: string, code?: string) =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

test("troubles of the machine have codes of their own, so that a person knows what to do", async () => {
  for (const error of [
    failure("connect ECONNREFUSED 127.0.0.1:1", "ECONNREFUSED"),
    failure("Connection terminated unexpectedly"),
    failure("read ECONNRESET", "ECONNRESET"),
    failure("the database system is starting up", "57P03"),
  ])
    expect(await answerTo(error)).toEqual({ status: 503, code: "database_unavailable", retryAfter: "2" });
  for (const code of ["ENOSPC", "53100"])
    expect(await answerTo(failure("no space left", code))).toMatchObject({ status: 507, code: "storage_full" });
  expect(await answerTo(failure("aborted", "ECONNRESET"))).toMatchObject({ status: 400, code: "request_aborted" });
  expect(await answerTo(failure("duplicate key", "23505"))).toMatchObject({ status: 500, code: "internal_error" });
});
