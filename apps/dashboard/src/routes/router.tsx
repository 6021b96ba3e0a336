import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { AppError } from "../shell/app-error.tsx";
import { AppPending } from "../shell/app-pending.tsx";
import { NotFound } from "../shell/not-found.tsx";
import { campaignRoutes } from "./campaigns.ts";
import { contactRoutes } from "./contacts.ts";
import { homeRoutes } from "./home.ts";
import { identityRoutes } from "./identity.ts";
import { inboxRoutes } from "./inbox.ts";
import { numberRoutes } from "./numbers.ts";
import { rootRoute } from "./root.tsx";
import { settingsRoutes } from "./settings.ts";
import { shellRoute } from "./shell.ts";

// A feature adds its routes here: one import above, one spread below.
const tree = rootRoute.addChildren([
  ...identityRoutes,
  shellRoute.addChildren([
    ...homeRoutes,
    ...inboxRoutes,
    ...contactRoutes,
    ...campaignRoutes,
    ...numberRoutes,
    ...settingsRoutes,
  ]),
]);

/** Every screen by its path; each is fetched when first opened, or a moment before, when a pointer rests on its link. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queryClient },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    defaultPendingMinMs: 0,
    defaultPendingComponent: AppPending,
    defaultErrorComponent: AppError,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
  interface StaticDataRouteOption {
    /** The screen draws its own head on a phone, as the inbox does. */
    hasOwnPhoneHead?: boolean;
  }
}
