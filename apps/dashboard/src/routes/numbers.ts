import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell.ts";

const numbers = createRoute({
  getParentRoute: () => shellRoute,
  path: "/numbers",
  component: lazyRouteComponent(() => import("../features/sessions/numbers-page.tsx"), "NumbersPage"),
});

const addNumber = createRoute({
  getParentRoute: () => shellRoute,
  path: "/numbers/new",
  component: lazyRouteComponent(() => import("../features/sessions/add-number-page.tsx"), "AddNumberPage"),
});

const number = createRoute({
  getParentRoute: () => shellRoute,
  path: "/numbers/$sessionId",
  component: lazyRouteComponent(() => import("../features/sessions/number-page.tsx"), "NumberPage"),
});

const pairNumber = createRoute({
  getParentRoute: () => shellRoute,
  path: "/numbers/$sessionId/pair",
  component: lazyRouteComponent(() => import("../features/sessions/pair-page.tsx"), "PairPage"),
});

export const numberRoutes = [numbers, addNumber, number, pairNumber] as const;
