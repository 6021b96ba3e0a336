import type { QueryClient } from "@tanstack/react-query";
import { chooseOrganization } from "./current-organization.ts";

/** Moves this tab to another organization and forgets everything loaded for the one before. */
export function switchOrganization(queryClient: QueryClient, id: string): void {
  chooseOrganization(id);
  queryClient.removeQueries({ predicate: ({ queryKey: [scope] }) => scope !== "me" && scope !== "system" });
}
