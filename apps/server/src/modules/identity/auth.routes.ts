import { z } from "zod";
import { type HttpTools, publicRoute, type Route } from "../../kernel/route.ts";
import { signInCookie } from "../../kernel/serve-route.ts";
import { resendVerification, verifyEmail } from "./email-verification.ts";
import { forgotPassword } from "./forgot-password.ts";
import { logIn } from "./log-in.ts";
import { logOut } from "./log-out.ts";
import { refreshTokens } from "./refresh-tokens.ts";
import { register } from "./register.ts";
import { resetPassword } from "./reset-password.ts";
import { email, language, password, personName, presentedProfile, secretToken, tokens, zone } from "./schema.ts";

const tag = "Authentication";
const guessing = { count: 30, seconds: 60 };
const mailing = { count: 10, seconds: 60 };

export const authRoutes: Route[] = [
  publicRoute({
    method: "POST",
    path: "/auth/register",
    tag,
    summary: "Sign up",
    description:
      "Mails a link that proves the address. The answer is the same for an address that already has an account. Errors: `weak_password` (with `reasons`), `terms_not_accepted`, `sign_up_by_invitation`.",
    limit: mailing,
    status: 201,
    body: z.object({
      name: personName,
      email,
      password,
      acceptTerms: z.boolean(),
      language: language.default("id"),
      zone: zone.default("Asia/Jakarta"),
    }),
    response: z.object({ user: presentedProfile, emailVerificationRequired: z.boolean() }),
    run: (scope, { body }) => register(scope, body),
  }),
  publicRoute({
    method: "POST",
    path: "/auth/verify-email",
    tag,
    summary: "Prove an email address by the token of the mail",
    description: "Errors: `token_invalid`, `token_expired`.",
    limit: guessing,
    body: z.object({ token: secretToken }),
    response: z.object({ verified: z.literal(true) }),
    async run(scope, { body }) {
      await scope.inSystemTransaction("verify an address", (ctx) => verifyEmail(ctx, body.token));
      return { verified: true } as const;
    },
  }),
  publicRoute({
    method: "POST",
    path: "/auth/resend-verification",
    tag,
    summary: "Mail the link that proves the address again",
    description: "Answers the same for every address.",
    limit: mailing,
    body: z.object({ email }),
    run: (scope, { body }) =>
      scope.inSystemTransaction("mail a verification again", async (ctx) => {
        await resendVerification(ctx, body.email);
        return undefined;
      }),
  }),
  publicRoute({
    method: "POST",
    path: "/auth/login",
    tag,
    summary: "Sign in by email and password",
    description:
      "Sets the sign-in cookie for browsers and answers with tokens for other clients. Errors: `invalid_credentials`, `email_not_verified`, `too_many_attempts`.",
    limit: guessing,
    body: z.object({
      email,
      password,
      remember: z.boolean().default(false).describe("Keep the cookie when the browser is closed."),
    }),
    response: z.object({ user: presentedProfile, ...tokens.shape }),
    async run(scope, { body, http }) {
      const attempt = { ...body, isRemembered: body.remember, ip: http.ip, device: http.userAgent };
      const { user, signIn, tokens: made } = await logIn(scope, attempt);
      http.setCookie(signInCookie, signIn.cookie, signIn.cookieAge === undefined ? {} : { maxAge: signIn.cookieAge });
      return { user, ...made };
    },
  }),
  publicRoute({
    method: "POST",
    path: "/auth/logout",
    tag,
    summary: "Sign out",
    description: "Ends the sign-in of the cookie, of the access token and of the refresh token sent.",
    body: z.object({ refreshToken: secretToken.optional() }).nullish(),
    async run(scope, { body, http }) {
      await scope.inSystemTransaction("sign out", (ctx) =>
        logOut(ctx, {
          cookie: http.cookie(signInCookie),
          accessToken: bearerOf(http),
          refreshToken: body?.refreshToken,
        }),
      );
      http.clearCookie(signInCookie);
      return undefined;
    },
  }),
  publicRoute({
    method: "POST",
    path: "/auth/refresh",
    tag,
    summary: "Trade a refresh token for new tokens",
    description:
      "Each refresh token works once; using one a second time ends the sign-in (`refresh_token_reused`). Errors: `invalid_token`, `sign_in_ended`.",
    limit: guessing,
    body: z.object({ refreshToken: secretToken }),
    response: tokens,
    run: (scope, { body }) => refreshTokens(scope, body.refreshToken),
  }),
  publicRoute({
    method: "POST",
    path: "/auth/forgot-password",
    tag,
    summary: "Mail a link that sets a new password",
    description: "Answers the same for every address.",
    limit: mailing,
    body: z.object({ email }),
    run: (scope, { body }) =>
      scope.inSystemTransaction("ask for a password reset", async (ctx) => {
        await forgotPassword(ctx, body.email);
        return undefined;
      }),
  }),
  publicRoute({
    method: "POST",
    path: "/auth/reset-password",
    tag,
    summary: "Set a new password by the token of the mail",
    description: "Ends every sign-in. Errors: `token_invalid`, `token_expired`, `weak_password` (with `reasons`).",
    limit: guessing,
    body: z.object({ token: secretToken, password }),
    async run(scope, { body }) {
      await resetPassword(scope, body);
      return undefined;
    },
  }),
];

function bearerOf(http: HttpTools): string | undefined {
  const header = http.header("authorization");
  return header?.startsWith("Bearer ") ? header.slice("Bearer ".length) : undefined;
}
