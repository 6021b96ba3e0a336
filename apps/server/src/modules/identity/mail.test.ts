import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiClient } from "../../testing/api-client.ts";
import { eventually, startTestApp, type TestApp } from "../../testing/test-app.ts";

// A real mail server of the test's own; the product sends to it by SMTP.
const received: string[] = [];
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, _session, done) {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      received.push(Buffer.concat(chunks).toString());
      done();
    });
  },
});
let app: TestApp;
beforeAll(async () => {
  await new Promise<void>((resolve) => mailServer.listen(0, "127.0.0.1", resolve));
  const { port } = mailServer.server.address() as AddressInfo;
  app = await startTestApp({ settings: { SMTP_URL: `smtp://127.0.0.1:${port}`, BALAS_SIGN_UP: "invited" } });
});
afterAll(async () => {
  await app.stop();
  await new Promise<void>((resolve) => mailServer.close(resolve));
});

const register = (email: string) =>
  app.anonymous.post<{ code: string; emailVerificationRequired: boolean }>("/auth/register", {
    name: "Rani",
    email,
    password: "kopi-Senandika-2026",
    acceptTerms: true,
    language: "en",
  });

test("with a mail server the first person proves his address and becomes operator; sent mails lose their text", async () => {
  const email = "rani@example.com";
  expect((await register(email)).body.emailVerificationRequired).toBe(true);
  const mail = await eventually(() => received.find((one) => one.includes(email)));
  expect(mail).toContain("Confirm your email for Balas");
  const text = mail.replace(/=\r\n/g, "").replace(/=3D/g, "=");
  const token = /verify-email\?token=([\w-]+)/.exec(text)?.[1];
  expect((await app.anonymous.post("/auth/verify-email", { token })).status).toBe(200);
  const { body } = await app.anonymous.post<{ accessToken: string; user: { isOperator: boolean } }>("/auth/login", {
    email,
    password: "kopi-Senandika-2026",
  });
  expect(body.user.isOperator).toBe(true);
  await eventually(async () => {
    const { rows } = await app.app.machine.database.withSystem("read the outbox", (db) =>
      sql<{ text: string; sent_at: Date | null }>`select text, sent_at from mails where recipient = ${email}`.execute(
        db,
      ),
    );
    return rows[0]?.sent_at && rows[0].text === "";
  });
});

test("where signing up is by invitation, only invited addresses may", async () => {
  const refused = await register("stranger@example.com");
  expect([refused.status, refused.body.code]).toEqual([403, "sign_up_by_invitation"]);
  const login = await app.anonymous.post<{ accessToken: string }>("/auth/login", {
    email: "rani@example.com",
    password: "kopi-Senandika-2026",
  });
  const rani = createApiClient(app.url, { Authorization: `Bearer ${login.body.accessToken}` });
  await rani.post("/organizations", { name: "Kopi", zone: "Asia/Jakarta", language: "id" });
  await rani.post("/organization/invitations", { email: "invited@example.com", role: "agent" });
  expect((await register("invited@example.com")).status).toBe(201);
  expect((await register("stranger@example.com")).status).toBe(403);
});
