import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { onEvent } from "../../api/realtime.ts";
import type { List } from "../../api/request.ts";
import { type Campaign, type CampaignStatus, type Counts, campaignQuery } from "./queries.ts";

interface Progressed {
  campaignId: string;
  status: CampaignStatus;
  audienceSize: number;
  counts: Counts;
}

// The counts come with the fact and go straight into the cache; rows and reasons behind them are asked for again.
onEvent("campaign.progressed", (data, { queryClient }) => {
  const { campaignId, counts, audienceSize } = data as Progressed;
  queryClient.setQueryData(campaignQuery(campaignId).queryKey, (report) => report && { ...report, counts });
  queryClient.setQueriesData<InfiniteData<List<Campaign>>>(
    { queryKey: ["campaigns", "list"] },
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          items: page.items.map((campaign) => (campaign.id === campaignId ? { ...campaign, counts } : campaign)),
        })),
      },
  );
  askAgain(queryClient, campaignId, audienceSize);
});

for (const name of ["saved", "launched", "paused", "resumed", "stopped", "completed"]) {
  onEvent(`campaign.${name}`, (data, { queryClient }) => {
    const { campaignId } = data as { campaignId: string };
    void queryClient.invalidateQueries({ queryKey: campaignQuery(campaignId).queryKey });
    void queryClient.invalidateQueries({ queryKey: ["campaigns", "list"] });
    void queryClient.invalidateQueries({ queryKey: ["onboarding"] });
  });
}

onEvent("campaign.deleted", (_data, { queryClient }) => {
  void queryClient.invalidateQueries({ queryKey: ["campaigns", "list"] });
});

const waiting = new Set<string>();

/** At most every two seconds, and less often for an audience that takes long to count: the counts came with the fact. */
function askAgain(queryClient: QueryClient, campaignId: string, audienceSize: number): void {
  if (waiting.has(campaignId)) return;
  waiting.add(campaignId);
  const pause = Math.min(60_000, Math.max(2_000, audienceSize / 10));
  setTimeout(() => {
    waiting.delete(campaignId);
    void queryClient.invalidateQueries({ queryKey: campaignQuery(campaignId).queryKey });
    void queryClient.invalidateQueries({ queryKey: ["campaigns", "recipients", campaignId] });
  }, pause);
}
