import type { QueryClient } from "@tanstack/react-query";
import { onEvent } from "../../api/realtime.ts";
import { type Import, importQuery } from "./import-queries.ts";
import { type Contact, contactKeys, contactQuery } from "./queries.ts";

for (const name of ["contact.created", "contact.updated"]) {
  onEvent(name, (data, { queryClient }) => {
    const { contact } = data as { contact: Contact };
    queryClient.setQueryData(contactQuery(contact.id).queryKey, (old) => old && { ...old, ...contact });
    void queryClient.invalidateQueries({ queryKey: ["contacts", "consent", contact.id] });
    askForLists(queryClient);
  });
}

onEvent("contact.deleted", (data, { queryClient }) => {
  const { contactId } = data as { contactId: string };
  void queryClient.invalidateQueries({ queryKey: contactQuery(contactId).queryKey });
  askForLists(queryClient);
});

onEvent("contact.merged", (data, { queryClient }) => {
  const { contactId, mergedContactId } = data as { contactId: string; mergedContactId: string };
  for (const id of [contactId, mergedContactId])
    void queryClient.invalidateQueries({ queryKey: contactQuery(id).queryKey });
  askForLists(queryClient);
});

onEvent("import.progressed", (data, { queryClient }) => {
  const fact = data as Pick<Import, "status" | "counts" | "progress"> & { importId: string };
  const { queryKey } = importQuery(fact.importId);
  queryClient.setQueryData(queryKey, (old) =>
    old && old.status === "importing" && fact.status === "importing" && fact.progress >= old.progress
      ? { ...old, progress: fact.progress, counts: { ...old.counts, ...fact.counts } }
      : old,
  );
  if (fact.status === "importing") return;
  void queryClient.invalidateQueries({ queryKey });
  void queryClient.invalidateQueries({ queryKey: ["imports", "list"] });
  if (fact.status === "finished") {
    void queryClient.invalidateQueries({ queryKey: ["onboarding"] });
    void queryClient.invalidateQueries({ queryKey: ["contacts"] });
  }
});

let isWaiting = false;

/** Lists are asked for at most every two seconds, however fast people change. */
function askForLists(queryClient: QueryClient): void {
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    void queryClient.invalidateQueries({ queryKey: contactKeys.lists });
    void queryClient.invalidateQueries({ queryKey: contactKeys.counts });
    void queryClient.invalidateQueries({ queryKey: ["contacts", "tags"] });
  }, 2000);
}
