import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { destroy, get, type List, post, put } from "../../api/request.ts";
import { chooseOrganization } from "../../session/current-organization.ts";
import { type Profile, profileQuery } from "../../session/queries.ts";

export interface ApiKey {
  id: string;
  name: string;
  /** The first letters of the key, by which its user recognizes it. */
  prefix: string;
  scopes: string[];
  createdAt: string;
  createdBy: { id: string; name: string };
  lastUsedAt: string | null;
  expiresAt: string | null;
}

export interface InvitationPreview {
  organizationName: string;
  inviterName: string;
  /** Whether the invited address already has an account. */
  userExists: boolean;
  email: string;
  role: string;
  expiresAt: string;
}

export const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: () => get<List<ApiKey>>("/user/api-keys"),
});

/** What an invitation link shows before anyone is signed in. */
export function invitationQuery(token: string) {
  return queryOptions({
    queryKey: ["me", "invitation", token],
    queryFn: () => get<InvitationPreview>(`/invitations/${encodeURIComponent(token)}`),
    retry: false,
  });
}

export function useSignUp() {
  return useMutation({
    mutationFn: (body: {
      name: string;
      email: string;
      password: string;
      acceptTerms: boolean;
      language: string;
      zone: string;
    }) => post<{ user: Profile; emailVerificationRequired: boolean }>("/auth/register", body),
  });
}

/** Signs in; the answer sets the cookie, and all that was known about someone else before is forgotten. */
export function useSignIn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; password: string; remember: boolean }) =>
      post<{ user: Profile }>("/auth/login", body),
    onSuccess: () => queryClient.clear(),
  });
}

export function useSignOut() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => post("/auth/logout"),
    onSuccess: async () => {
      // The screen is left first: its queries must not ask again as nobody.
      await router.navigate({ to: "/sign-in" });
      chooseOrganization(undefined);
      queryClient.clear();
    },
  });
}

export function useVerifyEmail() {
  return useMutation({ mutationFn: (body: { token: string }) => post("/auth/verify-email", body) });
}

export function useResendVerification() {
  return useMutation({ mutationFn: (body: { email: string }) => post("/auth/resend-verification", body) });
}

export function useForgotPassword() {
  return useMutation({ mutationFn: (body: { email: string }) => post("/auth/forgot-password", body) });
}

export function useResetPassword() {
  return useMutation({ mutationFn: (body: { token: string; password: string }) => post("/auth/reset-password", body) });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) => post("/user/change-password", body),
  });
}

/** Changes the named fields of one's own profile; the screen shows them at once and takes them back if refused. */
export function useUpdateProfile() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: Partial<Pick<Profile, "name" | "phone" | "language" | "zone">>) =>
      put<Profile>("/user/profile", changes),
    onMutate: (changes) => {
      const before = queryClient.getQueryData(profileQuery.queryKey);
      if (before) queryClient.setQueryData(profileQuery.queryKey, { ...before, ...changes });
      return { before };
    },
    onError: (_error, _changes, context) => {
      if (context?.before) queryClient.setQueryData(profileQuery.queryKey, context.before);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: profileQuery.queryKey }),
  });
}

export function useUploadAvatar() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set("file", file);
      return put<Profile>("/user/avatar", form);
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: profileQuery.queryKey }),
  });
}

export function useCreateApiKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; scopes: string[]; expiresAt?: string }) =>
      post<ApiKey & { key: string }>("/user/api-keys", body),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}

export function useRevokeApiKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => destroy(`/user/api-keys/${id}`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}

export function useAcceptInvitation(token: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => post<{ organizationId: string }>(`/invitations/${encodeURIComponent(token)}/accept`),
    onSuccess: (answer) => {
      chooseOrganization(answer.organizationId);
      queryClient.removeQueries();
    },
  });
}
