import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell.ts";

/** The frame of all settings; a feature adds its own page as a child of this route. */
export const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("../features/settings/settings-layout.tsx"), "SettingsLayout"),
});

const profile = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/profile",
  component: lazyRouteComponent(() => import("../features/identity/profile-page.tsx"), "ProfilePage"),
});

const password = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/password",
  component: lazyRouteComponent(() => import("../features/identity/password-page.tsx"), "PasswordPage"),
});

const apiKeys = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/api-keys",
  component: lazyRouteComponent(() => import("../features/identity/api-keys-page.tsx"), "ApiKeysPage"),
});

const organization = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/organization",
  component: lazyRouteComponent(() => import("../features/organizations/organization-page.tsx"), "OrganizationPage"),
});

const members = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/members",
  component: lazyRouteComponent(() => import("../features/organizations/members-page.tsx"), "MembersPage"),
});

const outbox = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/outbox",
  component: lazyRouteComponent(() => import("../features/operator/outbox-page.tsx"), "OutboxPage"),
});

export const settingsRoutes = [
  settingsRoute.addChildren([profile, password, apiKeys, organization, members, outbox]),
] as const;
