import { useQuery } from "@tanstack/react-query";
import { countsQuery, type ListFilter } from "./queries.ts";

/** The count beside each view, as it is printed: beyond the limit of counting "999+". */
export function useCounts() {
  const counts = useQuery(countsQuery).data;
  const print = (count: number | undefined) => {
    if (count === undefined || !counts) return undefined;
    return count >= counts.limit ? `${counts.limit - 1}+` : String(count);
  };
  const ofView = (view: ListFilter["view"]) => print(counts?.[view]);
  const ofSession = (sessionId: string) => print(counts?.sessions.find((one) => one.sessionId === sessionId)?.open);
  /** Of a list on screen; a list that is narrowed further has no counter. */
  const of = ({ view, sessionId, search }: ListFilter) => {
    if (search !== undefined) return undefined;
    if (sessionId === undefined) return ofView(view);
    return view === "open" ? ofSession(sessionId) : undefined;
  };
  return { ofView, ofSession, of };
}
