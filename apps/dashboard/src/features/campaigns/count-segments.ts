import type { Segment } from "../../ui/segmented-bar.tsx";
import { statusColors } from "./campaign-status.tsx";
import { type Counts, type RecipientStatus, recipientStatuses } from "./queries.ts";

/** The parts of an audience for the bar, from the best news to none; what nobody is in is left out. */
export function countSegments(counts: Counts, label: (status: RecipientStatus) => string): Segment[] {
  return recipientStatuses
    .filter((status) => counts[status] > 0)
    .map((status) => ({ key: status, label: label(status), value: counts[status], color: statusColors[status] }));
}

/** How many are accounted for, whatever became of them. */
export function settledOf(counts: Counts): number {
  return recipientStatuses.reduce((sum, status) => sum + counts[status], 0) - counts.pending - counts.queued;
}
