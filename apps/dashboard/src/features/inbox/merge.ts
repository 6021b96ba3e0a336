import type { Conversation, ListFilter, Message, MessageStatus } from "./queries.ts";

/** A list as it is read page by page. */
export interface Paged<Item> {
  pages: { items: Item[]; nextCursor: string | null }[];
  pageParams: (string | undefined)[];
}

const rank: Record<MessageStatus, number> = {
  received: 0,
  queued: 0,
  sending: 0,
  failed: 1,
  cancelled: 1,
  sent: 2,
  delivered: 3,
  read: 4,
};

/** News may be older than what an answer already held, so a status only moves on; a retry alone queues a failed one. */
export function advance(message: Message, status: MessageStatus, reason?: string): Message {
  const isRetry = status === "queued" && message.status === "failed";
  if (!isRetry && rank[status] <= rank[message.status]) return message;
  const { reason: _, ...rest } = message;
  return { ...rest, status, ...(reason === undefined ? {} : { reason }) };
}

/** Of two readings of one message the one that went further. */
export function further(known: Message | null | undefined, told: Message | null): Message | null {
  return known && told && known.id === told.id && rank[known.status] > rank[told.status] ? known : told;
}

/** Whether a list with this filter holds the conversation. A search is decided by the server, here only by what is plain. */
export function belongs(conversation: Conversation, filter: ListFilter, userId: string | undefined): boolean {
  if (filter.sessionId !== undefined && conversation.sessionId !== filter.sessionId) return false;
  if (filter.search !== undefined && !isFound(conversation, filter.search)) return false;
  const isOpen = conversation.status === "open";
  switch (filter.view) {
    case "mine":
      return isOpen && conversation.assigneeId === userId;
    case "unassigned":
      return isOpen && conversation.assigneeId === null;
    case "unread":
      return isOpen && conversation.unreadCount > 0;
    case "open":
      return isOpen;
    case "closed":
      return !isOpen;
  }
}

function isFound({ name, phone }: Conversation, search: string): boolean {
  const words = `${name ?? ""} ${phone ?? ""}`.toLowerCase();
  return words.includes(search.toLowerCase()) || words.includes(search.replace(/[\s().-]/g, "").replace(/^(\+|0)/, ""));
}

/**
 * Puts an item into a paged list in the order of `keyOf`, greatest first, once. One that belongs behind the last page
 * read stays out: it comes with the next page. `isIn` false takes it out.
 */
export function place<Item extends { id: string }>(
  data: Paged<Item>,
  item: Item,
  keyOf: (item: Item) => string,
  isIn: boolean,
): Paged<Item> {
  const pages = data.pages.map((page) =>
    page.items.some((one) => one.id === item.id)
      ? { ...page, items: page.items.filter((one) => one.id !== item.id) }
      : page,
  );
  if (!isIn) return { ...data, pages };
  const key = keyOf(item);
  for (const [index, page] of pages.entries()) {
    const at = page.items.findIndex((one) => keyOf(one) < key);
    const isEnd = index === pages.length - 1;
    if (at === -1 && !(isEnd && page.nextCursor === null)) continue;
    const items = at === -1 ? [...page.items, item] : page.items.toSpliced(at, 0, item);
    return { ...data, pages: pages.with(index, { ...page, items }) };
  }
  return { ...data, pages };
}

/** Changes the item of this id where it stands. */
export function amend<Item extends { id: string }>(
  data: Paged<Item>,
  id: string,
  change: (item: Item) => Item,
): Paged<Item> {
  return {
    ...data,
    pages: data.pages.map((page) =>
      page.items.some((item) => item.id === id)
        ? { ...page, items: page.items.map((item) => (item.id === id ? change(item) : item)) }
        : page,
    ),
  };
}
