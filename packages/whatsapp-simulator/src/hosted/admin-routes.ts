import type { Routes } from "../admin/handle-admin.ts";

/** What the admin API can do with numbers that have no socket. */
export const hostedRoutes: Routes = {};
