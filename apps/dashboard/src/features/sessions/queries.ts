import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "../../api/problem.ts";
import { destroy, get, type List, post, put } from "../../api/request.ts";

export type SessionStatus =
  | "stopped"
  | "starting"
  | "pairing"
  | "online"
  | "reconnecting"
  | "replaced"
  | "logged_out"
  | "banned"
  | "rejected";

export const pacingNames = ["careful", "normal", "fast", "off"] as const;
export type PacingName = (typeof pacingNames)[number];

/** One connected WhatsApp number. */
export interface Session {
  id: string;
  name: string;
  description: string;
  network: "live" | "sandbox";
  /** 1 to 5: the color of the number on every screen. */
  color: number;
  pacingProfile: PacingName;
  status: SessionStatus;
  reason: string | null;
  statusAt: string;
  phone: string | null;
  pushName: string | null;
  platform: string | null;
  pairedAt: string | null;
  lastOnlineAt: string | null;
  createdAt: string;
  abilities: Record<"update" | "start" | "stop" | "restart" | "pair" | "logout" | "delete", boolean>;
}

export interface Qr {
  text: string;
  expiresAt: string;
}

export interface Activity {
  id: string;
  kind: string;
  detail: Record<string, unknown>;
  actorId: string | null;
  at: string;
}

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: async () => (await get<List<Session>>("/sessions")).items,
});

export const sessionQuery = (id: string) =>
  queryOptions({ queryKey: ["session", id], queryFn: () => get<Session>(`/sessions/${id}`) });

/** The code on show, or null while there is none; facts bring the next ones. */
export const qrQuery = (id: string) =>
  queryOptions({
    queryKey: ["session-qr", id],
    staleTime: 5_000,
    queryFn: async (): Promise<Qr | null> => {
      try {
        return await get<Qr>(`/sessions/${id}/qr`);
      } catch (error) {
        if (error instanceof ApiProblem && (error.status === 404 || error.status === 409)) return null;
        throw error;
      }
    },
  });

export const activityQuery = (id: string) =>
  queryOptions({
    queryKey: ["session-activity", id],
    queryFn: async () => (await get<List<Activity>>(`/sessions/${id}/activity`)).items,
  });

export function useCreateSession() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; description?: string; network: "live" | "sandbox" }) =>
      post<Session>("/sessions", body),
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery(session.id).queryKey, session);
      void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
  });
}

export const sessionCommands = ["start", "stop", "restart", "logout"] as const;
export type SessionCommand = (typeof sessionCommands)[number];

/** Starts, stops, restarts or logs out a number; the fact of its new status follows. */
export function useCommandSession(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (command: SessionCommand) => post<Session>(`/sessions/${id}/${command}`),
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery(id).queryKey, session);
      void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: activityQuery(id).queryKey });
    },
  });
}

export function useUpdateSession(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { name?: string; description?: string; pacingProfile?: PacingName }) =>
      put<Session>(`/sessions/${id}`, body),
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery(id).queryKey, session);
      void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: activityQuery(id).queryKey });
    },
  });
}

export function useDeleteSession(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => destroy(`/sessions/${id}`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}
