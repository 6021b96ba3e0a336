import { useQuery } from "@tanstack/react-query";
import { usePermission } from "../../session/queries.ts";
import type { Feature } from "../feature.ts";
import { countsQuery } from "./queries.ts";

/** The inbox in the rail: its badge counts the conversations of its view "unread". */
export const inboxFeature: Feature = {
  badge: { to: "/inbox", useCount: useUnread },
};

function useUnread(): number | undefined {
  const maySee = usePermission("inbox.view");
  return useQuery({ ...countsQuery, enabled: maySee }).data?.unread;
}
