import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post } from "../../api/request.ts";
import { updateConversation } from "./cache.ts";
import type { Conversation, Message } from "./queries.ts";

/** Gives the conversation to a member or to nobody. */
export function useAssign() {
  return useChange(({ id, assigneeId }: { id: string; assigneeId: string | null }) =>
    post<Conversation>(`/conversations/${id}/assign`, { assigneeId }),
  );
}

/** Ends the work on a conversation, or takes it up again. */
export function useSetStatus() {
  return useChange(({ id, to }: { id: string; to: "close" | "reopen" }) =>
    post<Conversation>(`/conversations/${id}/${to}`),
  );
}

export function useMarkRead() {
  return useChange(({ id }: { id: string }) => post<Conversation>(`/conversations/${id}/read`));
}

export function useStartChat() {
  return useChange((body: { sessionId: string; phone: string; text: string; clientId: string }) =>
    post<Conversation>("/conversations", body, { idempotencyKey: body.clientId }),
  );
}

export function useRetryMessage() {
  return useMutation({ mutationFn: (id: string) => post<Message>(`/messages/${id}/retry`) });
}

function useChange<Input>(change: (input: Input) => Promise<Conversation>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (conversation) => updateConversation(queryClient, conversation),
  });
}
