import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell.ts";

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/campaigns",
  component: lazyRouteComponent(() => import("../features/campaigns/campaigns-page.tsx"), "CampaignsPage"),
});

const create = createRoute({
  getParentRoute: () => shellRoute,
  path: "/campaigns/new",
  component: lazyRouteComponent(() => import("../features/campaigns/new-campaign-page.tsx"), "NewCampaignPage"),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: "/campaigns/$id",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import("../features/campaigns/campaign-page.tsx"), "CampaignPage"),
});

const steps = ["audience", "content", "limits", "test", "review"] as const;
const statuses = ["read", "delivered", "sent", "queued", "pending", "failed", "unknown", "skipped"] as const;

interface CampaignSearch {
  /** The step of a draft. */
  step?: (typeof steps)[number];
  /** Whom the list of recipients shows. */
  status?: (typeof statuses)[number];
  reason?: string;
}

function readSearch(search: Record<string, unknown>): CampaignSearch {
  const step = steps.find((name) => name === search.step);
  const status = statuses.find((name) => name === search.status);
  const reason = typeof search.reason === "string" && search.reason !== "" ? search.reason : undefined;
  return { ...(step ? { step } : {}), ...(status ? { status } : {}), ...(reason ? { reason } : {}) };
}

export const campaignRoutes = [list, create, one] as const;
