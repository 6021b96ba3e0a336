import { expect, test } from "vitest";
import { advance, belongs, further, type Paged, place } from "./merge.ts";
import type { Conversation, ListFilter, Message } from "./queries.ts";

const message: Message = {
  id: "5",
  chatId: "c",
  sessionId: "s",
  direction: "outgoing",
  fromPhone: false,
  contactId: null,
  text: "Halo",
  type: "text",
  status: "sent",
  at: "2026-11-21T08:00:00Z",
};

const conversation: Conversation = {
  id: "k",
  chatId: "c",
  sessionId: "s",
  kind: "person",
  contactId: null,
  name: "Ratna Wijayanti",
  phone: "+6281355500001",
  status: "open",
  statusAt: "2026-11-21T08:00:00Z",
  assigneeId: null,
  assignedAt: null,
  unreadCount: 0,
  lastMessage: message,
  lastMessageId: "5",
  createdAt: "2026-11-21T08:00:00Z",
};

test("ticks move on and never back, except when a failed message is sent again", () => {
  expect(advance(message, "read").status).toBe("read");
  expect(advance({ ...message, status: "read" }, "delivered").status).toBe("read");
  expect(advance({ ...message, status: "queued" }, "failed", "refused")).toMatchObject({ reason: "refused" });
  const again = advance({ ...message, status: "failed", reason: "refused" }, "queued");
  expect([again.status, again.reason]).toEqual(["queued", undefined]);
  expect(further({ ...message, status: "read" }, message)?.status).toBe("read");
});

test("a conversation stands in exactly the lists that the server would put it into", () => {
  const of = (filter: Partial<ListFilter>, change: Partial<Conversation> = {}) =>
    belongs({ ...conversation, ...change }, { view: "open", sessionId: undefined, search: undefined, ...filter }, "me");
  expect(of({ view: "unassigned" })).toBe(true);
  expect(of({ view: "mine" })).toBe(false);
  expect(of({ view: "mine" }, { assigneeId: "me" })).toBe(true);
  expect(of({ view: "unread" })).toBe(false);
  expect(of({ view: "unread" }, { unreadCount: 1 })).toBe(true);
  expect(of({ view: "open" }, { status: "closed" })).toBe(false);
  expect(of({ view: "closed" }, { status: "closed" })).toBe(true);
  expect(of({ sessionId: "other" })).toBe(false);
  expect(of({ search: "wijaya" })).toBe(true);
  expect(of({ search: "0813-5550" })).toBe(true);
  expect(of({ search: "maria" })).toBe(false);
});

test("an item moves to its place, once, and not behind what was read so far", () => {
  const list = (nextCursor: string | null): Paged<{ id: string; key: string }> => ({
    pages: [
      { items: [item("a", "9"), item("b", "7")], nextCursor: "x" },
      { items: [item("c", "5")], nextCursor },
    ],
    pageParams: [undefined, "x"],
  });
  const ids = (data: Paged<{ id: string }>) => data.pages.map((page) => page.items.map((one) => one.id).join(""));
  const key = (one: { key: string }) => one.key;
  expect(ids(place(list(null), item("b", "99"), key, true))).toEqual(["ba", "c"]);
  expect(ids(place(list(null), item("n", "6"), key, true))).toEqual(["ab", "nc"]);
  expect(ids(place(list(null), item("n", "1"), key, true))).toEqual(["ab", "cn"]);
  expect(ids(place(list("more"), item("n", "1"), key, true))).toEqual(["ab", "c"]);
  expect(ids(place(list(null), item("a", "9"), key, false))).toEqual(["b", "c"]);
});

function item(id: string, key: string) {
  return { id, key };
}
