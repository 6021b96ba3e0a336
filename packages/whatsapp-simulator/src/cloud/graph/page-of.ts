/** One page of a list with the cursors to the others. */
export function pageOf<Kept>(all: Kept[], query: URLSearchParams, show: (kept: Kept) => object): object {
  const limit = Math.min(Math.max(1, Math.floor(Number(query.get("limit")) || 25)), 1_000);
  const after = cursor(query.get("after"));
  const before = cursor(query.get("before"));
  const start = before !== undefined ? Math.max(0, before - limit) : (after ?? -1) + 1;
  const page = all.slice(start, before === undefined ? start + limit : before);
  if (page.length === 0) return { data: [] };
  const end = start + page.length;
  return {
    data: page.map(show),
    paging: {
      cursors: { before: written(start), after: written(end - 1) },
      ...(end < all.length ? { next: `?limit=${limit}&after=${written(end - 1)}` } : {}),
    },
  };
}

function written(position: number): string {
  return Buffer.from(`at:${position}`).toString("base64url");
}

function cursor(text: string | null): number | undefined {
  if (text === null) return undefined;
  const position = Number(/^at:(\d+)$/.exec(Buffer.from(text, "base64url").toString("utf8"))?.[1]);
  return Number.isInteger(position) ? position : undefined;
}
