import type { Routes } from "../admin/handle-admin.ts";
import { cloudNumberRoutes } from "../cloud/admin/number-routes.ts";
import { cloudPlatformRoutes } from "../cloud/admin/platform-routes.ts";
import { wahaAdminRoutes } from "../waha/admin-routes.ts";

/** What the admin API can do with numbers that have no socket. */
export const hostedRoutes: Routes = { ...cloudNumberRoutes, ...cloudPlatformRoutes, ...wahaAdminRoutes };
