import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { destroy, get, type List, post, put } from "../../api/request.ts";
import { chooseOrganization } from "../../session/current-organization.ts";
import { type Organization, organizationsQuery } from "../../session/queries.ts";

export interface Member {
  id: string;
  userId: string;
  name: string;
  email: string;
  avatarUrl: string | null;
  role: string;
  joinedAt: string;
}

export interface Invitation {
  id: string;
  email: string;
  role: string;
  createdAt: string;
  expiresAt: string;
}

export const membersQuery = queryOptions({
  queryKey: ["members"],
  queryFn: () => get<List<Member>>("/organization/members"),
});

export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: () => get<List<Invitation>>("/organization/invitations"),
});

/** Creates an organization and moves this tab into it. */
export function useCreateOrganization() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; zone: string; language: string }) => post<Organization>("/organizations", body),
    onSuccess: async (organization) => {
      chooseOrganization(organization.id);
      queryClient.removeQueries({ predicate: ({ queryKey: [scope] }) => scope !== "me" && scope !== "system" });
      await queryClient.fetchQuery({ ...organizationsQuery, staleTime: 0 });
    },
  });
}

export function useUpdateOrganization() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; zone: string; language: string }) => put<Organization>("/organization", body),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: organizationsQuery.queryKey }),
  });
}

export function useChangeRole() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, role }: { id: string; role: string }) => put(`/organization/members/${id}`, { role }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: membersQuery.queryKey }),
  });
}

export function useRemoveMember() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => destroy(`/organization/members/${id}`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: membersQuery.queryKey }),
  });
}

export function useInvite() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; role: string }) => post<Invitation>("/organization/invitations", body),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
}

export function useCancelInvitation() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => destroy(`/organization/invitations/${id}`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
}
