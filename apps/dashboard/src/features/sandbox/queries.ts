import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, type List, post, put } from "../../api/request.ts";

export interface HeldMessage {
  id: string;
  direction: "incoming" | "outgoing";
  type: string;
  text: string;
  status: "sent" | "delivered" | "read";
  at: string;
}

export interface Customer {
  phone: string;
  name: string;
  unread: number;
  lastMessage: HeldMessage | null;
}

export interface Behavior {
  readChance: number;
  readDelay: [number, number];
  answerChance: number;
  answerDelay: [number, number];
  answers: string[];
  stopChance: number;
  stopDelay: [number, number];
  speed: number;
}

// The simulated network tells nobody what happens on its phones, so an open phone looks again every second and a half.
const look = { refetchInterval: 1_500 } as const;
const place = (sessionId: string) => `/sandbox/sessions/${sessionId}`;

export const customersQuery = (sessionId: string) =>
  queryOptions({
    ...look,
    queryKey: ["sandbox", sessionId, "people"],
    queryFn: async () => (await get<List<Customer>>(`${place(sessionId)}/people`)).items,
  });

export const customerChatQuery = (sessionId: string, phone: string) =>
  queryOptions({
    ...look,
    queryKey: ["sandbox", sessionId, "people", phone],
    queryFn: async () => (await get<List<HeldMessage>>(`${place(sessionId)}/people/${phone}/messages`)).items,
  });

export const phoneChatQuery = (sessionId: string, phone: string) =>
  queryOptions({
    ...look,
    queryKey: ["sandbox", sessionId, "phone", phone],
    queryFn: async () =>
      (await get<List<HeldMessage>>(`${place(sessionId)}/phone/messages`, { query: { with: phone } })).items,
  });

export const behaviorQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["sandbox", sessionId, "behavior"],
    queryFn: () => get<Behavior>(`${place(sessionId)}/behavior`),
  });

export function useScan(sessionId: string) {
  return useMutation({ mutationFn: () => post<{ phone: string }>(`${place(sessionId)}/scan`) });
}

export function useIntroduceCustomer(sessionId: string) {
  const refresh = useRefresh(sessionId);
  return useMutation({
    mutationFn: (body: { name: string; phone?: string }) => post<Customer>(`${place(sessionId)}/people`, body),
    onSuccess: refresh,
  });
}

export function useWriteAsCustomer(sessionId: string, phone: string) {
  const refresh = useRefresh(sessionId);
  return useMutation({
    mutationFn: (text: string) => post(`${place(sessionId)}/people/${phone}/messages`, { text }),
    onSuccess: refresh,
  });
}

/** The customer has the chat open: the team sees blue ticks. */
export function useReadAsCustomer(sessionId: string, phone: string) {
  const refresh = useRefresh(sessionId);
  return useMutation({ mutationFn: () => post(`${place(sessionId)}/people/${phone}/read`), onSuccess: refresh });
}

export function useTypeOnPhone(sessionId: string, to: string) {
  const refresh = useRefresh(sessionId);
  return useMutation({
    mutationFn: (text: string) => post(`${place(sessionId)}/phone/messages`, { to, text }),
    onSuccess: refresh,
  });
}

export function useSetBehavior(sessionId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Behavior) => put<Behavior>(`${place(sessionId)}/behavior`, body),
    onSuccess: (behavior) => queryClient.setQueryData(behaviorQuery(sessionId).queryKey, behavior),
  });
}

function useRefresh(sessionId: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: ["sandbox", sessionId] });
}
