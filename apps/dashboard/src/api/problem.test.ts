import { expect, test } from "vitest";
import { speak } from "../texts/i18n.ts";
import { isDenied, isSignedOut, readProblem } from "./problem.ts";
import { describeProblem } from "./problem-texts.ts";

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });

test("reads code, reference and data of our server", async () => {
  const problem = await readProblem(
    answer(409, { code: "last_owner", detail: "no", requestId: "req-1", data: { role: "owner" } }),
  );
  expect(problem).toMatchObject({ status: 409, code: "last_owner", requestId: "req-1", data: { role: "owner" } });
});

test.each([
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not_found"],
  [429, "limited"],
  [502, "internal_error"],
])("a %i of a proxy, in HTML, still has a code", async (status, code) => {
  const problem = await readProblem(answer(status, "<html>", { "x-request-id": "from-header" }));
  expect(problem).toMatchObject({ code, requestId: "from-header" });
});

test("says who may not, and who is not signed in", async () => {
  expect(isDenied(await readProblem(answer(403, { code: "missing_permission" })))).toBe(true);
  expect(isSignedOut(await readProblem(answer(401, { code: "sign_in_ended" })))).toBe(true);
  expect(isDenied(new Error("other"))).toBe(false);
});

test("every problem has a sentence in both languages, known code or not", async () => {
  const known = await readProblem(answer(422, { code: "wrong_password" }));
  const unknown = await readProblem(answer(422, { code: "moon_is_full" }));
  Object.assign(globalThis, { document: { documentElement: {} } });
  speak("en");
  expect(describeProblem(known)).toBe("The current password is wrong.");
  expect(describeProblem(unknown)).toBe("The request was refused (moon_is_full).");
  expect(describeProblem(new TypeError("x is undefined"))).toMatch(/went wrong on the server/);
  speak("id");
  expect(describeProblem(known)).toBe("Kata sandi sekarang salah.");
  Reflect.deleteProperty(globalThis, "document");
});
