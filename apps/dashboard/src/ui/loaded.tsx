import type { ReactNode } from "react";
import { ErrorState, LoadingRows } from "./states.tsx";

/** Shows a query in whichever state it is: loading, refused, failed, or the content; so no screen forgets one. */
export function Loaded<Data>(props: {
  /** As `useQuery` or `useInfiniteQuery` answers. */
  query: { data: Data | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  loading?: ReactNode;
  /** Shown instead of the content when `isEmpty` says so. */
  empty?: ReactNode;
  isEmpty?: (data: Data) => boolean;
  children: (data: Data) => ReactNode;
}) {
  const { data, error, isPending, refetch } = props.query;
  if (isPending) return props.loading ?? <LoadingRows />;
  // Old content stays on screen when a refresh fails: the live chip says that it may be stale.
  if (data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (props.empty !== undefined && (props.isEmpty ?? isEmptyList)(data)) return props.empty;
  return props.children(data);
}

function isEmptyList(data: unknown): boolean {
  if (Array.isArray(data)) return data.length === 0;
  if (typeof data !== "object" || data === null || !("items" in data)) return false;
  return Array.isArray(data.items) && data.items.length === 0;
}
