import { useQuery } from "@tanstack/react-query";
import { NumberBadge } from "../../ui/number-badge.tsx";
import { sessionsQuery } from "../sessions/queries.ts";

/** The number a conversation runs over, in its color; nothing when it was deleted. */
export function SessionBadge({ sessionId }: { sessionId: string }) {
  const session = useQuery(sessionsQuery).data?.find((one) => one.id === sessionId);
  return session ? <NumberBadge name={session.name} phone={session.phone} index={session.color - 1} /> : null;
}
