import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { isSignedOut } from "../api/problem.ts";
import { currentOrganizationId } from "../session/current-organization.ts";
import { organizationsQuery, profileQuery } from "../session/queries.ts";
import { switchOrganization } from "../session/switch-organization.ts";
import { rootRoute } from "./root.tsx";

/** The parent of every screen for signed-in people: who they are and where they are is loaded before any of them. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: lazyRouteComponent(() => import("../shell/shell.tsx"), "Shell"),
  beforeLoad: async ({ context: { queryClient }, location }) => {
    const [, organizations] = await Promise.all([
      queryClient.ensureQueryData(profileQuery),
      queryClient.ensureQueryData(organizationsQuery),
    ]).catch((error: unknown) => {
      if (isSignedOut(error)) {
        throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { next: location.href } });
      }
      throw error;
    });
    const [first] = organizations;
    if (!first) throw redirect({ to: "/onboarding" });
    if (!organizations.some((organization) => organization.id === currentOrganizationId()))
      switchOrganization(queryClient, first.id);
  },
});
