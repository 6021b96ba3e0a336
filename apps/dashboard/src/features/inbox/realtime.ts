import { onEvent } from "../../api/realtime.ts";
import { addMessage, moveStatus, updateConversation } from "./cache.ts";
import { type Conversation, type Message, type MessageStatus, type Person, personQuery } from "./queries.ts";

for (const name of ["message.received", "message.created"]) {
  onEvent(name, (data, { queryClient }) => addMessage(queryClient, (data as { message: Message }).message));
}

onEvent("message.status_changed", (data, { queryClient }) => {
  moveStatus(queryClient, data as { messageId: string; chatId: string; status: MessageStatus; reason?: string });
});

onEvent("conversation.updated", (data, { queryClient }) => {
  updateConversation(queryClient, (data as { conversation: Conversation }).conversation);
});

onEvent("contact.updated", (data, { queryClient }) => {
  const { contact } = data as { contact: Person };
  queryClient.setQueryData(personQuery(contact.id).queryKey, (old) => old && { ...old, ...contact });
});
