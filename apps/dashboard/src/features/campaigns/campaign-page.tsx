import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Loaded } from "../../ui/loaded.tsx";
import { LoadingCard } from "../../ui/states.tsx";
import { campaignQuery } from "./queries.ts";
import { RunningCampaign } from "./running-campaign.tsx";
import { Wizard } from "./wizard.tsx";

const route = getRouteApi("/shell/campaigns/$id");

/** A draft opens in the wizard; everything after the launch is the running page and the report. */
export function CampaignPage() {
  const { id } = route.useParams();
  const campaign = useQuery(campaignQuery(id));
  return (
    <Loaded query={campaign} loading={<LoadingCard height={420} />}>
      {(report) =>
        report.status === "draft" ? (
          <Wizard key={report.id} campaign={report} />
        ) : (
          <RunningCampaign key={report.id} campaign={report} />
        )
      }
    </Loaded>
  );
}
