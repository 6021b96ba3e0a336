import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell.ts";

const views = ["mine", "unassigned", "unread", "open", "closed"] as const;

interface InboxSearch {
  view?: (typeof views)[number];
  /** Only the conversations of this number. */
  number?: string;
  q?: string;
}

const inbox = createRoute({
  getParentRoute: () => shellRoute,
  path: "/inbox",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import("../features/inbox/inbox-page.tsx"), "InboxPage"),
  staticData: { hasOwnPhoneHead: true },
});

// Draws nothing itself: the inbox stays on screen while another conversation opens in it.
const conversation = createRoute({ getParentRoute: () => inbox, path: "/$conversationId" });

function readSearch(search: Record<string, unknown>): InboxSearch {
  const view = views.find((name) => name === search.view);
  const words = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const [number, q] = [words(search.number), words(search.q)];
  return { ...(view ? { view } : {}), ...(number ? { number } : {}), ...(q ? { q } : {}) };
}

export const inboxRoutes = [inbox.addChildren([conversation])] as const;
