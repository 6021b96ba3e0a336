import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiClient } from "../../testing/api-client.ts";
import { eventually, startTestApp, type TestApp, type TestPerson } from "../../testing/test-app.ts";

let app: TestApp;
let operator: TestPerson;
beforeAll(async () => {
  app = await startTestApp();
  operator = await app.signUp("Rani Operator");
});
afterAll(() => app.stop());

interface Refusal {
  code: string;
  data: Record<string, unknown>;
}
interface Login {
  user: { id: string; email: string };
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
}

const password = "kopi-Senandika-2026";
let count = 0;
const newEmail = () => `auth${++count}.${process.pid}@example.com`;
const register = (email: string, more: object = {}) =>
  app.anonymous.post<{ user: { id: string; email: string }; emailVerificationRequired: boolean } & Refusal>(
    "/auth/register",
    { name: "Budi Santoso", email, password, acceptTerms: true, ...more },
  );
const login = (email: string, word = password) =>
  app.anonymous.post<Login & Refusal>("/auth/login", { email, password: word });

async function mailsTo(email: string) {
  const { rows } = await app.app.machine.database.withSystem("read the outbox", (db) =>
    sql<{ subject: string; text: string; html: string }>`
      select subject, text, html from mails where recipient = ${email} order by created_at, id`.execute(db),
  );
  return rows;
}
async function newestToken(email: string): Promise<string> {
  return /token=([\w-]+)/.exec((await mailsTo(email)).at(-1)?.text ?? "")?.[1] ?? "";
}
async function verified(email = newEmail()): Promise<string> {
  await register(email);
  const token = await newestToken(email);
  expect((await app.anonymous.post("/auth/verify-email", { token })).status).toBe(200);
  return email;
}
const cookieOf = (headers: Headers) => /balas_sign_in=([\w-]+)/.exec(headers.get("set-cookie") ?? "")?.[1] ?? "";
const withCookie = (cookie: string) => createApiClient(app.url, { Cookie: `balas_sign_in=${cookie}` });
const withToken = (token: string) => createApiClient(app.url, { Authorization: `Bearer ${token}` });

test("who signs up proves the address before signing in", async () => {
  const email = newEmail();
  const made = await register(` ${email.toUpperCase()} `, { language: "en", zone: "Asia/Makassar" });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ user: { email }, emailVerificationRequired: true });
  const refused = await login(email);
  expect(refused.status).toBe(403);
  expect(refused.body.code).toBe("email_not_verified");
  expect((await login(email, "kopi-Senandika-2027")).body.code).toBe("invalid_credentials");

  const token = await newestToken(email);
  expect((await app.anonymous.post("/auth/verify-email", { token })).body).toEqual({ verified: true });
  expect((await app.anonymous.post("/auth/verify-email", { token })).body).toEqual({ verified: true });
  const signedIn = await login(email.toUpperCase());
  expect(signedIn.status).toBe(200);
  const profile = await withToken(signedIn.body.accessToken).get("/user/profile");
  expect(profile.body).toMatchObject({ email, language: "en", zone: "Asia/Makassar", isOperator: false });
});

test("accepted terms are kept with version and time, and refused terms refuse", async () => {
  const email = newEmail();
  const refused = await register(email, { acceptTerms: false });
  expect([refused.status, refused.body.code]).toEqual([422, "terms_not_accepted"]);
  await register(email);
  const { rows } = await app.app.machine.database.withSystem("read a person", (db) =>
    sql<{ terms_version: string; terms_accepted_at: Date }>`
      select terms_version, terms_accepted_at from users where email = ${email}`.execute(db),
  );
  expect(rows[0]?.terms_version).toMatch(/^\d{4}-\d\d$/);
  expect(rows[0]?.terms_accepted_at).toBeInstanceOf(Date);
});

test("weak passwords and wrong input are refused with reasons", async () => {
  const weak = await register(newEmail(), { password: "rahasia123" });
  expect([weak.status, weak.body.code, weak.body.data.reasons]).toEqual([422, "weak_password", ["too_common"]]);
  expect((await register("not an address")).body.code).toBe("invalid_input");
  expect((await register(newEmail(), { zone: "Mars/Olympus" })).body.code).toBe("invalid_input");
  expect((await app.anonymous.post<Refusal>("/auth/verify-email", { token: "x".repeat(43) })).body.code).toBe(
    "token_invalid",
  );
});

test("signing up with a known address looks the same, changes nothing and tells its owner", async () => {
  const email = await verified();
  const again = await register(email, { name: "Somebody Else", password: "another-Password-77" });
  const fresh = await register(newEmail());
  expect(again.status).toBe(fresh.status);
  expect(Object.keys(again.body.user)).toEqual(Object.keys(fresh.body.user));
  expect(again.body.emailVerificationRequired).toBe(true);
  expect((await login(email, "another-Password-77")).status).toBe(401);
  expect((await login(email)).status).toBe(200);
  expect((await mailsTo(email)).at(-1)?.text).toContain("/sign-in");
});

test("of two who register one address, the one who opens his own mail gets in", async () => {
  const email = newEmail();
  await register(email);
  const mine = await newestToken(email);
  await register(email, { password: "thief-Password-99" });
  const theirs = await newestToken(email);
  expect(theirs).not.toBe(mine);
  expect((await app.anonymous.post("/auth/verify-email", { token: mine })).status).toBe(200);
  expect((await app.anonymous.post("/auth/verify-email", { token: theirs })).status).toBe(422);
  expect((await login(email, "thief-Password-99")).status).toBe(401);
  expect((await login(email)).status).toBe(200);
});

test("a verification can be mailed again, and lapses", async () => {
  const email = newEmail();
  await register(email);
  const first = await newestToken(email);
  expect((await app.anonymous.post("/auth/resend-verification", { email })).status).toBe(204);
  expect((await app.anonymous.post("/auth/resend-verification", { email: newEmail() })).status).toBe(204);
  expect(await mailsTo(email)).toHaveLength(2);
  app.clock.advance(4 * 24 * 60 * 60 * 1000);
  const late = await app.anonymous.post<Refusal>("/auth/verify-email", { token: first });
  expect([late.status, late.body.code]).toEqual([422, "token_expired"]);
});

test("the cookie signs in a browser, is closed to scripts, and ends with the sign-out", async () => {
  const email = await verified();
  const passing = await login(email);
  expect(passing.headers.get("set-cookie")).toMatch(/HttpOnly/);
  expect(passing.headers.get("set-cookie")).toMatch(/SameSite=Lax/);
  expect(passing.headers.get("set-cookie")).not.toMatch(/Max-Age/);
  const kept = await app.anonymous.post<Login>("/auth/login", { email, password, remember: true });
  expect(kept.headers.get("set-cookie")).toMatch(/Max-Age=\d{6,}/);

  const browser = withCookie(cookieOf(kept.headers));
  expect((await browser.get("/user/profile")).status).toBe(200);
  expect((await browser.post("/auth/logout")).status).toBe(204);
  for (const caller of [browser, withToken(kept.body.accessToken)]) {
    const ended = await caller.get<Refusal>("/user/profile");
    expect([ended.status, ended.body.code]).toEqual([401, "sign_in_ended"]);
  }
  expect((await withCookie(cookieOf(passing.headers)).get("/user/profile")).status).toBe(200);
  expect((await app.anonymous.post("/auth/logout")).status).toBe(204);
});

test("a page of another site can't use the cookie", async () => {
  const signedIn = await login(await verified());
  const headers = { Cookie: `balas_sign_in=${cookieOf(signedIn.headers)}`, Origin: "https://evil.example" };
  const forged = await createApiClient(app.url, headers).put<Refusal>("/user/profile", { name: "Evil" });
  expect([forged.status, forged.body.code]).toEqual([403, "cross_site_request"]);
});

test("forged, foreign and missing credentials are refused", async () => {
  const { accessToken } = (await login(await verified())).body;
  const [head, body] = accessToken.split(".");
  for (const token of [`${head}.${body}.`, `${accessToken}x`, "nonsense", "blk_nonsense"]) {
    expect((await withToken(token).get("/user/profile")).status).toBe(401);
  }
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
  expect((await withToken(`${none}.${body}.`).get("/user/profile")).status).toBe(401);
  expect((await withCookie("x".repeat(43)).get("/user/profile")).status).toBe(401);
  expect((await app.anonymous.get("/user/profile")).status).toBe(401);
});

test("a refresh token works once; its second use ends the sign-in", async () => {
  const { refreshToken, accessToken } = (await login(await verified())).body;
  const next = await app.anonymous.post<Login>("/auth/refresh", { refreshToken });
  expect(next.status).toBe(200);
  expect((await withToken(next.body.accessToken).get("/user/profile")).status).toBe(200);

  const stolen = await app.anonymous.post<Refusal>("/auth/refresh", { refreshToken });
  expect([stolen.status, stolen.body.code]).toEqual([401, "refresh_token_reused"]);
  for (const token of [accessToken, next.body.accessToken]) {
    expect((await withToken(token).get("/user/profile")).status).toBe(401);
  }
  const after = await app.anonymous.post<Refusal>("/auth/refresh", { refreshToken: next.body.refreshToken });
  expect([after.status, after.body.code]).toEqual([401, "sign_in_ended"]);
});

test("a sign-in that is not used ends, one that is used goes on", async () => {
  const email = await verified();
  const used = withCookie(cookieOf((await login(email)).headers));
  const unused = withCookie(cookieOf((await login(email)).headers));
  app.clock.advance(5 * 24 * 60 * 60 * 1000);
  expect((await used.get("/user/profile")).status).toBe(200);
  app.clock.advance(5 * 24 * 60 * 60 * 1000);
  expect((await used.get("/user/profile")).status).toBe(200);
  expect((await unused.get("/user/profile")).status).toBe(401);
});

test("forgot-password answers the same for everybody and mails a link that works once", async () => {
  const email = await verified();
  const before = withToken((await login(email)).body.accessToken);
  expect((await app.anonymous.post("/auth/forgot-password", { email })).status).toBe(204);
  expect((await app.anonymous.post("/auth/forgot-password", { email: newEmail() })).status).toBe(204);
  const token = await eventually(async () => {
    const text = (await mailsTo(email)).at(-1)?.text ?? "";
    return text.includes("/reset-password?token=") && newestToken(email);
  });
  const weak = await app.anonymous.post<Refusal>("/auth/reset-password", { token, password: "1234567890" });
  expect(weak.body.code).toBe("weak_password");
  expect((await app.anonymous.post("/auth/reset-password", { token, password: "brand-New-word-1" })).status).toBe(204);
  expect((await login(email)).status).toBe(401);
  expect((await login(email, "brand-New-word-1")).status).toBe(200);
  expect((await before.get("/user/profile")).status).toBe(401);
  const again = await app.anonymous.post<Refusal>("/auth/reset-password", { token, password: "brand-New-word-2" });
  expect([again.status, again.body.code]).toEqual([422, "token_invalid"]);
});

test("changing the password ends the other sign-ins and not this one", async () => {
  const email = await verified();
  const here = withToken((await login(email)).body.accessToken);
  const there = withToken((await login(email)).body.accessToken);
  const wrong = await here.post<Refusal>("/user/change-password", {
    currentPassword: "not-my-word-11",
    newPassword: "brand-New-word-1",
  });
  expect([wrong.status, wrong.body.code]).toEqual([422, "wrong_password"]);
  const change = { currentPassword: password, newPassword: "brand-New-word-1" };
  expect((await app.anonymous.post("/user/change-password", change)).status).toBe(401);
  expect((await here.post("/user/change-password", change)).status).toBe(204);
  expect((await here.get("/user/profile")).status).toBe(200);
  expect((await there.get("/user/profile")).status).toBe(401);
});

test("too many wrong passwords are refused for a while, known address or not", async () => {
  for (const email of [await verified(), newEmail()]) {
    for (let tries = 0; tries < 10; tries++) expect((await login(email, "wrong-word-123")).status).toBe(401);
    const refused = await login(email);
    expect([refused.status, refused.body.code]).toEqual([429, "too_many_attempts"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  }
  app.clock.advance(16 * 60 * 1000);
  expect((await login(await verified())).status).toBe(200);
});

test("the first person is the operator and needs no mail server; only he reads the outbox", async () => {
  expect((await operator.api.get("/user/profile")).body).toMatchObject({ isOperator: true });
  const other = await app.signUp();
  const page = await operator.api.get<{ items: { id: string; to: string; text: string }[]; nextCursor: string }>(
    "/operator/outbox?limit=1",
  );
  expect(page.status).toBe(200);
  expect(page.body.items[0]).toMatchObject({ to: other.email });
  const next = await operator.api.get<{ items: { id: string }[] }>(
    `/operator/outbox?limit=1&cursor=${page.body.nextCursor}`,
  );
  expect(next.body.items[0]?.id).not.toBe(page.body.items[0]?.id);
  const refused = await other.api.get<Refusal>("/operator/outbox");
  expect([refused.status, refused.body.code]).toEqual([403, "operator_only"]);
  expect((await app.anonymous.get("/operator/outbox")).status).toBe(401);
});

test("mails escape what people type", async () => {
  const email = newEmail();
  await register(email, { name: `<script>alert("x")</script>` });
  expect((await mailsTo(email))[0]?.html).not.toContain("<script>");
});

test("anybody may read what the installation offers", async () => {
  expect((await app.anonymous.get("/system/info")).body).toEqual({
    mailConfigured: false,
    sandboxAvailable: false,
    signUp: "open",
    version: "0.1.0",
  });
});
