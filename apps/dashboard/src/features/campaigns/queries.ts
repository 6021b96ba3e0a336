import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { destroy, get, type List, post, put } from "../../api/request.ts";

export type CampaignStatus = "draft" | "sending" | "paused" | "stopping" | "stopped" | "completed";
export const recipientStatuses = [
  "read",
  "delivered",
  "sent",
  "queued",
  "pending",
  "failed",
  "unknown",
  "skipped",
] as const;
export type RecipientStatus = (typeof recipientStatuses)[number];
export type Counts = Record<RecipientStatus, number>;
export type Audience = { type: "all" } | { type: "tag"; tagId: string } | { type: "import"; importId: string };
export const speeds = ["careful", "normal", "fast"] as const;
export type Speed = (typeof speeds)[number];
export const stepNames = ["audience", "content", "limits", "test", "review"] as const;
export type StepName = (typeof stepNames)[number];
export type Ability = "edit" | "delete" | "test" | "launch" | "pause" | "resume" | "stop";

export interface Draft {
  name: string;
  audience: Audience | null;
  sessionId: string | null;
  text: string;
  speed: Speed;
  quietHours: { from: string; to: string } | null;
}

export interface Campaign extends Draft {
  id: string;
  status: CampaignStatus;
  statusAt: string;
  statusBy: string | null;
  statusReason: string | null;
  step: StepName;
  zone: string;
  audienceSize: number | null;
  counts: Counts | null;
  createdAt: string;
  updatedAt: string;
  testedAt: string | null;
  launchedAt: string | null;
  abilities: Record<Ability, boolean>;
}

export interface ReasonCount {
  reason: string;
  count: number;
}

export interface Report extends Campaign {
  reasons: { skipped: ReasonCount[]; failed: ReasonCount[]; unknown: ReasonCount[] };
  variants: { variant: number; text: string; counts: Counts }[];
  history: { status: CampaignStatus; at: string; by: string | null; reason: string | null }[];
  nextWakeAt: string | null;
}

export interface Problem {
  code: string;
  severity: "error" | "warning";
  step: StepName;
  position?: number;
  length?: number;
  data?: Record<string, string | number>;
}

export interface FlightHour {
  at: string;
  count: number;
  cap: number | null;
  isQuiet: boolean;
}

export interface Check {
  audience: {
    total: number;
    receive: number;
    skipped: ReasonCount[];
    zones: { zone: string; count: number }[];
  };
  text: { variables: string[]; variantCount: number; shortest: number; longest: number };
  problems: Problem[];
  plan: {
    startAt: string;
    finishAt: string | null;
    perHour: number | null;
    perDay: number | null;
    hours: FlightHour[];
  } | null;
}

export interface PreviewPerson {
  contactId: string;
  name: string | null;
  phone: string | null;
  values: Record<string, string>;
  variant: number;
}

export interface Preview {
  people: PreviewPerson[];
  variables: string[];
}

export interface Recipient {
  contactId: string;
  name: string | null;
  phone: string | null;
  status: RecipientStatus;
  reason: string | null;
  at: string;
  variant: number | null;
  messageId: string | null;
}

export const campaignsQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ["campaigns", "list", search],
    queryFn: ({ pageParam }) => get<List<Campaign>>("/campaigns", { query: { search, cursor: pageParam, limit: 50 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const campaignQuery = (id: string) =>
  queryOptions({ queryKey: ["campaigns", "one", id], queryFn: () => get<Report>(`/campaigns/${id}`) });

/** What would happen if it were launched now; asked again after each saved change. */
export const checkQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "check", id],
    queryFn: ({ signal }) => post<Check>(`/campaigns/${id}/check`, undefined, { signal }),
    staleTime: 10_000,
  });

/** Some real people of the audience with the values that fill the variables. */
export const previewQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "preview", id],
    queryFn: ({ signal }) => post<Preview>(`/campaigns/${id}/preview`, { limit: 20 }, { signal }),
  });

export const recipientsQuery = (
  id: string,
  filter: { status?: RecipientStatus | undefined; reason?: string | undefined },
) =>
  infiniteQueryOptions({
    queryKey: ["campaigns", "recipients", id, filter],
    queryFn: ({ pageParam }) =>
      get<List<Recipient>>(`/campaigns/${id}/recipients`, { query: { ...filter, cursor: pageParam, limit: 50 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export function useCreateCampaign() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => post<Campaign>("/campaigns", { name }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["campaigns", "list"] }),
  });
}

/** Saves parts of a draft; what was asked about it before is asked again. */
export function useSaveDraft(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (draft: Partial<Draft> & { step?: StepName }) => put<Campaign>(`/campaigns/${id}`, draft),
    scope: { id: `campaigns.save.${id}` },
    onSuccess: (saved, draft) => {
      queryClient.setQueryData(campaignQuery(id).queryKey, (report) => report && { ...report, ...saved });
      void queryClient.invalidateQueries({ queryKey: checkQuery(id).queryKey });
      if (draft.audience !== undefined) void queryClient.invalidateQueries({ queryKey: previewQuery(id).queryKey });
    },
  });
}

export function useDeleteDraft() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => destroy(`/campaigns/${id}`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["campaigns", "list"] }),
  });
}

export function useSendTest(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { phone?: string; contactId?: string }) =>
      post<{ messageId: string; phone: string }>(`/campaigns/${id}/test`, body),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: campaignQuery(id).queryKey });
      void queryClient.invalidateQueries({ queryKey: checkQuery(id).queryKey });
    },
  });
}

/** Launches, pauses, resumes or stops; the answer is the campaign as it is then. */
export function useCommandCampaign(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ command, body }: { command: "launch" | "pause" | "resume" | "stop"; body?: object }) =>
      post<Campaign>(`/campaigns/${id}/${command}`, body ?? {}),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ["campaigns", "list"] });
      void queryClient.invalidateQueries({ queryKey: ["campaigns", "recipients", id] });
      return queryClient.invalidateQueries({ queryKey: campaignQuery(id).queryKey });
    },
  });
}

/** The choices of the wizard that contacts own; under keys of our own, because their screens shape the answers otherwise. */
export const tagsQuery = queryOptions({
  queryKey: ["campaigns", "tags"],
  queryFn: async () => (await get<List<{ id: string; name: string; color: string }>>("/tags")).items,
});

export const importsQuery = queryOptions({
  queryKey: ["campaigns", "imports"],
  queryFn: async () =>
    (await get<List<{ id: string; fileName: string; status: string; createdAt: string }>>("/imports")).items,
});
