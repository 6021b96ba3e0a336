import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root.tsx";

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

/** Only paths of our own: a link must not lead from our sign-in page to somebody else's. */
const localPath = (value: unknown) => {
  const path = text(value);
  return path?.startsWith("/") && !path.startsWith("//") && !path.includes("\\") ? path : undefined;
};

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search): { next?: string; done?: "verified" | "reset"; email?: string } => {
    const next = localPath(search.next);
    const email = text(search.email);
    return {
      ...(next ? { next } : {}),
      ...(email ? { email } : {}),
      ...(search.done === "verified" || search.done === "reset" ? { done: search.done } : {}),
    };
  },
  component: lazyRouteComponent(() => import("../features/identity/sign-in-page.tsx"), "SignInPage"),
});

const signUp = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-up",
  validateSearch: (search): { next?: string; email?: string } => {
    const next = localPath(search.next);
    const email = text(search.email);
    return { ...(next ? { next } : {}), ...(email ? { email } : {}) };
  },
  component: lazyRouteComponent(() => import("../features/identity/sign-up-page.tsx"), "SignUpPage"),
});

const checkMail = createRoute({
  getParentRoute: () => rootRoute,
  path: "/check-mail",
  validateSearch: (search): { email: string } => ({ email: text(search.email) ?? "" }),
  component: lazyRouteComponent(() => import("../features/identity/check-mail-page.tsx"), "CheckMailPage"),
});

const verifyEmail = createRoute({
  getParentRoute: () => rootRoute,
  path: "/verify-email",
  validateSearch: (search): { token: string } => ({ token: text(search.token) ?? "" }),
  component: lazyRouteComponent(() => import("../features/identity/verify-email-page.tsx"), "VerifyEmailPage"),
});

const forgotPassword = createRoute({
  getParentRoute: () => rootRoute,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("../features/identity/forgot-password-page.tsx"), "ForgotPasswordPage"),
});

const resetPassword = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reset-password",
  validateSearch: (search): { token: string } => ({ token: text(search.token) ?? "" }),
  component: lazyRouteComponent(() => import("../features/identity/reset-password-page.tsx"), "ResetPasswordPage"),
});

const invitation = createRoute({
  getParentRoute: () => rootRoute,
  path: "/invitations/$token",
  component: lazyRouteComponent(() => import("../features/identity/invitation-page.tsx"), "InvitationPage"),
});

const onboarding = createRoute({
  getParentRoute: () => rootRoute,
  path: "/onboarding",
  validateSearch: (search): { another?: boolean } => (search.another === true ? { another: true } : {}),
  component: lazyRouteComponent(() => import("../features/identity/onboarding-page.tsx"), "OnboardingPage"),
});

export const identityRoutes = [
  signIn,
  signUp,
  checkMail,
  verifyEmail,
  forgotPassword,
  resetPassword,
  invitation,
  onboarding,
] as const;
