import { onEvent } from "../../api/realtime.ts";
import { type Qr, qrQuery, type Session, sessionQuery, sessionsQuery } from "./queries.ts";

type StatusFact = Omit<Session, "id" | "abilities"> & { sessionId: string };

onEvent("session.status_changed", (data, { queryClient }) => {
  const { sessionId, ...change } = data as StatusFact;
  const update = (old: Session | undefined) => old && { ...old, ...change };
  queryClient.setQueryData(sessionQuery(sessionId).queryKey, update);
  const list = queryClient.getQueryData(sessionsQuery.queryKey);
  if (list?.some((session) => session.id === sessionId)) {
    queryClient.setQueryData(sessionsQuery.queryKey, (old) =>
      old?.map((session) => (session.id === sessionId ? { ...session, ...change } : session)),
    );
  }
  if (change.status !== "pairing") queryClient.setQueryData(qrQuery(sessionId).queryKey, null);
  // What may be done with the number follows its state and the person: only the server knows.
  void queryClient.invalidateQueries({ queryKey: sessionQuery(sessionId).queryKey });
  void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  if (change.status === "online") void queryClient.invalidateQueries({ queryKey: ["onboarding"] });
  void queryClient.invalidateQueries({ queryKey: ["session-activity", sessionId] });
  void queryClient.invalidateQueries({ queryKey: ["sandbox", sessionId] });
});

onEvent("session.qr", (data, { queryClient }) => {
  const { sessionId, text, expiresAt } = data as Qr & { sessionId: string };
  const shown: Qr = { text, expiresAt };
  queryClient.setQueryData(qrQuery(sessionId).queryKey, () => shown);
});

onEvent("session.deleted", (data, { queryClient }) => {
  const { sessionId } = data as { sessionId: string };
  queryClient.setQueryData(sessionsQuery.queryKey, (old) => old?.filter((session) => session.id !== sessionId));
});
