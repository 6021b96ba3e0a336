import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, type List, post, put } from "../../api/request.ts";

export type Target = "name" | "phone" | "tag" | "ignore" | `field:${string}`;
export type DuplicatesRule = "skip" | "update" | "fill_blanks";
export const duplicatesRules: readonly DuplicatesRule[] = ["skip", "fill_blanks", "update"];

export interface Mapping {
  columns: Target[];
  hasHeader?: boolean;
  defaultCountry: string;
  duplicates: DuplicatesRule;
  tagIds: string[];
  consentSource: string;
}

export interface Counts {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  duplicate: number;
  rejected: number;
}

export type ImportStatus = "uploaded" | "mapped" | "checking" | "checked" | "importing" | "finished" | "failed";

export interface Import {
  id: string;
  fileName: string;
  status: ImportStatus;
  failure: string | null;
  bytes: number;
  format: { encoding: string; delimiter: string; hasHeader: boolean };
  header: string[];
  samples: string[][];
  suggestion: Target[];
  mapping: Mapping | null;
  check: (Counts & { reasons: Record<string, number> }) | null;
  counts: Counts & { reasons: Record<string, number> };
  progress: number;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export const importsQuery = queryOptions({
  queryKey: ["imports", "list"],
  queryFn: async () => (await get<List<Import>>("/imports", { query: { limit: 20 } })).items,
  placeholderData: keepPreviousData,
});

/** One import. Facts bring it up to date; while the server works on it, it is asked now and then all the same. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "one", id],
    queryFn: () => get<Import>(`/imports/${id}`),
    refetchInterval: ({ state }) =>
      state.data?.status === "checking" || state.data?.status === "importing" ? 3000 : false,
  });

export function useUpload() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append("file", file);
      return post<Import>("/imports", form);
    },
    onSuccess: (made) => {
      queryClient.setQueryData(importQuery(made.id).queryKey, made);
      return queryClient.invalidateQueries({ queryKey: importsQuery.queryKey });
    },
  });
}

/** Keeps what the columns mean and asks for the dry run. */
export function useCheckImport(id: string) {
  return useImportAct(id, async (mapping: Mapping) => {
    await put(`/imports/${id}/mapping`, mapping);
    return post<Import>(`/imports/${id}/dry-run`);
  });
}

export function useStartImport(id: string) {
  return useImportAct(id, () => post<Import>(`/imports/${id}/start`));
}

function useImportAct<Input>(id: string, act: (input: Input) => Promise<Import>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (changed) => queryClient.setQueryData(importQuery(id).queryKey, changed),
    // Refused because it went on elsewhere: another tab, another member.
    onError: () => queryClient.invalidateQueries({ queryKey: importQuery(id).queryKey }),
  });
}
