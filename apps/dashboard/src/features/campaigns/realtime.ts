import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { onEvent } from "../../api/realtime.ts";
import type { List } from "../../api/request.ts";
import { type Campaign, type CampaignStatus, type Counts, campaignQuery } from "./queries.ts";

interface Progressed {
  campaignId: string;
  status: CampaignStatus;
  counts: Counts;
}

// The counts come with the fact and go straight into the cache; rows and reasons behind them are asked for again.
onEvent("campaign.progressed", (data, { queryClient }) => {
  const { campaignId, counts } = data as Progressed;
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
  askAgain(queryClient, campaignId);
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

/** At most every two seconds, however fast the counts come. */
function askAgain(queryClient: QueryClient, campaignId: string): void {
  if (waiting.has(campaignId)) return;
  waiting.add(campaignId);
  setTimeout(() => {
    waiting.delete(campaignId);
    void queryClient.invalidateQueries({ queryKey: campaignQuery(campaignId).queryKey });
    void queryClient.invalidateQueries({ queryKey: ["campaigns", "recipients", campaignId] });
  }, 2000);
}
