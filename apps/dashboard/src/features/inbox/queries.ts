import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get, type List } from "../../api/request.ts";

export const viewNames = ["mine", "unassigned", "unread", "open", "closed"] as const;
export type ViewName = (typeof viewNames)[number];

export type MessageStatus = "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "cancelled";

export interface Message {
  id: string;
  chatId: string;
  sessionId: string;
  direction: "incoming" | "outgoing";
  fromPhone: boolean;
  contactId: string | null;
  text: string | null;
  type: "text" | "unsupported";
  unsupportedKind?: string;
  senderName?: string;
  status: MessageStatus;
  reason?: string;
  clientId?: string;
  origin?: { type: "campaign" | "api" | "inbox" | "test"; id?: string };
  createdBy?: string;
  at: string;
}

export interface Conversation {
  id: string;
  chatId: string;
  sessionId: string;
  kind: "person" | "group";
  contactId: string | null;
  name: string | null;
  phone: string | null;
  status: "open" | "closed";
  statusAt: string;
  assigneeId: string | null;
  assignedAt: string | null;
  unreadCount: number;
  lastMessage: Message | null;
  lastMessageId: string;
  createdAt: string;
}

/** What a list on screen holds: the view, of one number or all, and what is looked for. */
export interface ListFilter {
  view: ViewName;
  sessionId: string | undefined;
  search: string | undefined;
}

export type Counts = Record<ViewName, number> & { sessions: { sessionId: string; open: number }[]; limit: number };

/** The person of a conversation as contacts know him. */
export interface Person {
  id: string;
  name: string;
  phone: string | null;
  tags: { id: string; name: string; color: string }[];
  fields: Record<string, string>;
  zone: string | null;
  language: string | null;
  optedOutAt: string | null;
  createdAt: string;
}

const firstPage: string | undefined = undefined;

interface PageContext {
  pageParam: string | undefined;
  signal: AbortSignal;
}

export const conversationsQuery = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: ["conversations", filter] as const,
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }: PageContext) =>
      get<List<Conversation>>("/conversations", { query: { ...filter, limit: 50, cursor: pageParam }, signal }),
    getNextPageParam: (last: List<Conversation>) => last.nextCursor ?? undefined,
  });

export const conversationQuery = (id: string) =>
  queryOptions({ queryKey: ["conversation", id] as const, queryFn: () => get<Conversation>(`/conversations/${id}`) });

/** The messages of a chat, newest first; kept by chat, because that is what facts name. */
export const messagesQuery = (conversation: { id: string; chatId: string }) =>
  infiniteQueryOptions({
    queryKey: ["messages", conversation.chatId] as const,
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }: PageContext) =>
      get<List<Message>>(`/conversations/${conversation.id}/messages`, {
        query: { limit: 50, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (last: List<Message>) => last.nextCursor ?? undefined,
  });

export const countsQuery = queryOptions({
  queryKey: ["conversation-counts"] as const,
  queryFn: () => get<Counts>("/conversations/counts"),
});

export const personQuery = (contactId: string) =>
  queryOptions({ queryKey: ["contact", contactId] as const, queryFn: () => get<Person>(`/contacts/${contactId}`) });
