import { infiniteQueryOptions, type QueryKey } from "@tanstack/react-query";
import { get, type List, type RequestOptions } from "./request.ts";

/** A list that is read page by page; used with `useInfiniteQuery`, its data is all the items read so far. */
export function listQuery<Item>(queryKey: QueryKey, path: string, query: RequestOptions["query"] = {}) {
  const first: string | undefined = undefined;
  return infiniteQueryOptions({
    queryKey,
    initialPageParam: first,
    queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
      get<List<Item>>(path, { query: { ...query, cursor: pageParam }, signal }),
    getNextPageParam: (last: List<Item>) => last.nextCursor ?? undefined,
    select: (data) => ({ items: data.pages.flatMap((page) => page.items) }),
  });
}

/** What `DataTable` and `LoadMore` need to read on. */
export function moreOf(query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }) {
  return {
    hasMore: query.hasNextPage,
    isLoading: query.isFetchingNextPage,
    load: () => void query.fetchNextPage(),
  };
}
