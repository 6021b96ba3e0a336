import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { listQuery } from "../../api/list-query.ts";
import { destroy, get, post, put } from "../../api/request.ts";

export interface Tag {
  id: string;
  name: string;
  color: string;
}

export interface ListedTag extends Tag {
  contacts: number;
}

export interface Contact {
  id: string;
  name: string;
  phone: string | null;
  tags: Tag[];
  fields: Record<string, string>;
  zone: string | null;
  language: string | null;
  optedOutAt: string | null;
  createdAt: string;
}

export interface OneContact extends Contact {
  abilities: { edit: boolean; delete: boolean };
}

export interface Field {
  id: string;
  key: string;
  label: string;
  createdAt: string;
}

export interface ContactFilter {
  search?: string | undefined;
  tagId?: string | undefined;
  importId?: string | undefined;
  sort?: "newest" | "oldest" | "name" | undefined;
}

export interface Consent {
  status: "opted_out" | "may_be_written_to";
  optedOutAt: string | null;
  history: {
    type: "consent" | "opted_out" | "opted_in";
    at: string;
    source: "import" | "message" | "member" | "api";
    reason: string;
    messageId: string | null;
    importId: string | null;
    by: string | null;
  }[];
}

export const contactKeys = { lists: ["contacts", "list"], counts: ["contacts", "count"] } as const;

export const contactsQuery = (filter: ContactFilter) =>
  listQuery<Contact>([...contactKeys.lists, filter], "/contacts", { ...filter, limit: 50 });

/** How many people there are in all. */
export const countQuery = queryOptions({
  queryKey: [...contactKeys.counts, "all"],
  queryFn: async () => (await post<{ count: number }>("/contacts/count", { audience: { type: "all" } })).count,
});

export const contactQuery = (id: string) =>
  queryOptions({ queryKey: ["contacts", "one", id], queryFn: () => get<OneContact>(`/contacts/${id}`) });

export const consentQuery = (id: string) =>
  queryOptions({ queryKey: ["contacts", "consent", id], queryFn: () => get<Consent>(`/contacts/${id}/consent`) });

export const tagsQuery = queryOptions({
  queryKey: ["contacts", "tags"],
  queryFn: async () => (await get<{ items: ListedTag[] }>("/tags")).items,
});

export const fieldsQuery = queryOptions({
  queryKey: ["contacts", "fields"],
  queryFn: async () => (await get<{ items: Field[] }>("/contact-fields")).items,
});

export interface ContactDraft {
  name: string;
  phone: string;
  fields?: Record<string, string>;
  tagIds?: string[];
  zone?: string | null;
}

export function useAddContact() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (draft: ContactDraft) => post<Contact>("/contacts", draft), onSuccess: refresh });
}

export function useChangeContact(id: string) {
  const refresh = useRefresh(id);
  return useMutation({
    mutationFn: (change: { name: string; phone: string | null; fields: Record<string, string>; zone: string | null }) =>
      put<Contact>(`/contacts/${id}`, change),
    onSuccess: refresh,
  });
}

export function useDeleteContact(id: string) {
  const queryClient = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => destroy(`/contacts/${id}`),
    onSuccess: async () => {
      queryClient.removeQueries({ queryKey: contactQuery(id).queryKey });
      await refresh();
    },
  });
}

/** Puts a tag on people or takes it off them. */
export function useTagPeople() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ tagId, contactIds, act }: { tagId: string; contactIds: string[]; act: "add" | "remove" }) =>
      post<{ changed: number }>(`/tags/${tagId}/contacts${act === "remove" ? "/remove" : ""}`, { contactIds }),
    onSuccess: refresh,
  });
}

export function useSaveTag() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, ...tag }: { id?: string; name: string; color: string }) =>
      id ? put<Tag>(`/tags/${id}`, tag) : post<Tag>("/tags", tag),
    onSuccess: refresh,
  });
}

export function useDeleteTag() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => destroy(`/tags/${id}`), onSuccess: refresh });
}

export function useAddField() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (label: string) => post<Field>("/contact-fields", { label }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: fieldsQuery.queryKey }),
  });
}

export function useDeleteField() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => destroy(`/contact-fields/${id}`), onSuccess: refresh });
}

/** Records that a person wants no messages, or wants them again. */
export function useRecordWish(id: string) {
  const queryClient = useQueryClient();
  const refresh = useRefresh(id);
  return useMutation({
    mutationFn: ({ wish, reason }: { wish: "opt-out" | "opt-in"; reason: string }) =>
      post<Consent>(`/contacts/${id}/${wish}`, { reason }),
    onSuccess: async (consent) => {
      queryClient.setQueryData(consentQuery(id).queryKey, consent);
      await refresh();
    },
  });
}

/** Asks again for what a change of people may have touched. */
function useRefresh(id?: string) {
  const queryClient = useQueryClient();
  return async () => {
    if (id) void queryClient.invalidateQueries({ queryKey: ["contact", id] });
    await queryClient.invalidateQueries({ queryKey: ["contacts"], refetchType: "active" });
  };
}
