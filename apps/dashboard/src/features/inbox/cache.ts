import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { List } from "../../api/request.ts";
import { profileQuery } from "../../session/queries.ts";
import { advance, amend, belongs, further, place } from "./merge.ts";
import {
  type Conversation,
  conversationQuery,
  countsQuery,
  type ListFilter,
  type Message,
  type MessageStatus,
} from "./queries.ts";

type Lists = InfiniteData<List<Conversation>, string | undefined>;
type Thread = InfiniteData<List<Message>, string | undefined>;

/** Brings a conversation as the server told it to everything that shows it. */
export function updateConversation(queryClient: QueryClient, told: Conversation): void {
  const userId = queryClient.getQueryData(profileQuery.queryKey)?.id;
  const known = queryClient.getQueryData(conversationQuery(told.id).queryKey);
  const conversation = { ...told, lastMessage: further(known?.lastMessage, told.lastMessage) };
  queryClient.setQueryData(conversationQuery(told.id).queryKey, conversation);
  for (const query of queryClient.getQueryCache().findAll({ queryKey: ["conversations"] })) {
    const filter = query.queryKey[1] as ListFilter;
    queryClient.setQueryData<Lists>(query.queryKey, (data) => {
      if (!data) return data;
      const shown = data.pages.flatMap((page) => page.items).find((one) => one.id === told.id);
      const merged = { ...conversation, lastMessage: further(shown?.lastMessage, conversation.lastMessage) };
      return place(data, merged, (one) => one.lastMessageId, belongs(merged, filter, userId));
    });
  }
  countSoon(queryClient);
}

/** Brings a message to its thread, when that is on screen or was. */
export function addMessage(queryClient: QueryClient, message: Message): void {
  queryClient.setQueryData<Thread>(["messages", message.chatId], (data) => {
    if (!data) return data;
    const known = data.pages.flatMap((page) => page.items).find((one) => one.id === message.id);
    return place(data, further(known, message) ?? message, (one) => one.id, true);
  });
}

/** Moves the ticks of a message, in its thread and where it is the last one of a conversation. */
export function moveStatus(
  queryClient: QueryClient,
  change: { messageId: string; chatId: string; status: MessageStatus; reason?: string },
): void {
  const move = (message: Message) => advance(message, change.status, change.reason);
  queryClient.setQueryData<Thread>(["messages", change.chatId], (data) => data && amend(data, change.messageId, move));
  const moveLast = (conversation: Conversation): Conversation =>
    conversation.lastMessage?.id === change.messageId
      ? { ...conversation, lastMessage: move(conversation.lastMessage) }
      : conversation;
  for (const query of queryClient.getQueryCache().findAll({ queryKey: ["conversations"] })) {
    queryClient.setQueryData<Lists>(query.queryKey, (data) => {
      const shown = data?.pages.flatMap((page) => page.items).find((one) => one.lastMessage?.id === change.messageId);
      return data && shown ? amend(data, shown.id, moveLast) : data;
    });
  }
  for (const query of queryClient.getQueryCache().findAll({ queryKey: ["conversation"] })) {
    queryClient.setQueryData<Conversation>(query.queryKey, (data) => data && moveLast(data));
  }
}

let isCountingSoon = false;

/** Counts again a moment later: under load one question answers for many facts. */
function countSoon(queryClient: QueryClient): void {
  if (isCountingSoon) return;
  isCountingSoon = true;
  setTimeout(() => {
    isCountingSoon = false;
    void queryClient.invalidateQueries({ queryKey: countsQuery.queryKey });
  }, 300);
}
