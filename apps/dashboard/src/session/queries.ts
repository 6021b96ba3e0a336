import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { get, type List } from "../api/request.ts";
import { currentOrganizationId } from "./current-organization.ts";

export interface Profile {
  id: string;
  name: string;
  email: string;
  phone: string | null;
  language: string;
  zone: string;
  avatarUrl: string | null;
  isOperator: boolean;
}

export interface Organization {
  id: string;
  name: string;
  zone: string;
  language: string;
  role: string;
  permissions: string[];
  /** The last fact that this answer already holds; the socket continues from it. */
  seq?: number;
}

export interface SystemInfo {
  mailConfigured: boolean;
  sandboxAvailable: boolean;
  /** `invited`: an account can be made only by someone who was invited. */
  signUp: "open" | "invited";
  version: string;
}

/** Keys that start with "me" or "system" outlive a switch of organization; all others belong to it. */
export const profileQuery = queryOptions({
  queryKey: ["me", "profile"],
  queryFn: () => get<Profile>("/user/profile"),
  staleTime: 5 * 60_000,
});

export const organizationsQuery = queryOptions({
  queryKey: ["me", "organizations"],
  queryFn: async () => (await get<List<Organization>>("/organizations")).items,
  staleTime: 5 * 60_000,
});

export const systemQuery = queryOptions({
  queryKey: ["system", "info"],
  queryFn: () => get<SystemInfo>("/system/info"),
  staleTime: 10 * 60_000,
});

/** The signed-in person. Only inside the shell, whose route has loaded it. */
export function useProfile(): Profile {
  return useSuspenseQuery(profileQuery).data;
}

/** The organization on screen. Only inside the shell, whose route has chosen it. */
export function useOrganization(): Organization {
  const { data } = useSuspenseQuery(organizationsQuery);
  const organization = data.find((one) => one.id === currentOrganizationId()) ?? data[0];
  if (!organization) throw new Error("The shell was shown without an organization");
  return organization;
}

/** Whether the person may do this in the organization on screen, such as `members.invite`. */
export function usePermission(permission: string): boolean {
  return useOrganization().permissions.includes(permission);
}

/** What this installation offers; undefined while it is being asked. */
export function useSystemInfo(): SystemInfo | undefined {
  return useQuery(systemQuery).data;
}
