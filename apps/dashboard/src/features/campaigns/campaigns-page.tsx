import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { usePermission } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/format.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { SegmentedBar } from "../../ui/segmented-bar.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { RelativeTime } from "../../ui/times.tsx";
import { CampaignStatusChip } from "./campaign-status.tsx";
import style from "./campaigns-page.module.css";
import { countSegments, settledOf } from "./count-segments.ts";
import { type Campaign, campaignsQuery } from "./queries.ts";
import { campaignTexts } from "./texts.ts";

/** All campaigns, newest first, each with what became of its audience. */
export function CampaignsPage() {
  const t = useTexts(campaignTexts);
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 250);
  const campaigns = useInfiniteQuery(campaignsQuery(search));
  const isBare = campaigns.data?.pages[0]?.items.length === 0 && search === "";
  return (
    <Page title={t("title")} description={t("description")} actions={isBare ? undefined : <NewButton />}>
      {!isBare && (
        <TextInput
          aria-label={t("search")}
          placeholder={t("search")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          className={style.search ?? ""}
        />
      )}
      <Loaded
        query={campaigns}
        isEmpty={({ pages }) => pages[0]?.items.length === 0}
        empty={<Nothing search={search} />}
      >
        {({ pages }) => (
          <CampaignTable
            rows={pages.flatMap((page) => page.items)}
            more={{
              hasMore: campaigns.hasNextPage,
              isLoading: campaigns.isFetchingNextPage,
              load: () => void campaigns.fetchNextPage(),
            }}
          />
        )}
      </Loaded>
    </Page>
  );
}

function NewButton() {
  const t = useTexts(campaignTexts);
  if (!usePermission("campaigns.edit")) return null;
  return (
    <LinkButton to="/campaigns/new" variant="filled" leftSection={<IconPlus size={16} aria-hidden />}>
      {t("new")}
    </LinkButton>
  );
}

function Nothing({ search }: { search: string }) {
  const t = useTexts(campaignTexts);
  if (search)
    return <EmptyState drawing="campaigns" title={t("none.title")} sentence={t("none.sentence", { search })} />;
  return (
    <EmptyState drawing="campaigns" title={t("empty.title")} sentence={t("empty.sentence")} action={<NewButton />} />
  );
}

function CampaignTable(props: { rows: Campaign[]; more: { hasMore: boolean; isLoading: boolean; load: () => void } }) {
  const t = useTexts(campaignTexts);
  const navigate = useNavigate();
  return (
    <section className={`card ${style.table}`}>
      <DataTable<Campaign>
        label={t("title")}
        rows={props.rows}
        more={props.more}
        onOpen={(row) => void navigate({ to: "/campaigns/$id", params: { id: row.id } })}
        columns={[
          {
            accessor: "name",
            title: t("column.name"),
            render: (row) => (
              <div className={style.name}>
                <Link
                  to="/campaigns/$id"
                  params={{ id: row.id }}
                  className="cut"
                  onClick={(event) => event.stopPropagation()}
                >
                  <b>{row.name}</b>
                </Link>
                <span className="only-phone">
                  <CampaignStatusChip status={row.status} />
                </span>
              </div>
            ),
          },
          {
            accessor: "status",
            title: t("column.status"),
            width: 130,
            visibleMediaQuery: "(min-width: 1024px)",
            render: (row) => <CampaignStatusChip status={row.status} />,
          },
          { accessor: "counts", title: t("column.progress"), render: (row) => <Result campaign={row} /> },
          {
            accessor: "updatedAt",
            title: t("column.at"),
            width: 110,
            textAlign: "right",
            visibleMediaQuery: "(min-width: 1024px)",
            render: (row) => <RelativeTime at={row.counts ? row.statusAt : row.updatedAt} />,
          },
        ]}
      />
    </section>
  );
}

function Result({ campaign }: { campaign: Campaign }) {
  const t = useTexts(campaignTexts);
  const { number } = useFormat();
  if (!campaign.counts || campaign.audienceSize === null)
    return <span className="t3">{t("list.at", { step: t(`step.${campaign.step}`) })}</span>;
  const segments = countSegments(campaign.counts, (status) => t(`count.${status}`));
  return (
    <div className={style.result}>
      <SegmentedBar label={campaign.name} segments={segments} total={campaign.audienceSize} hasLegend={false} />
      <span className="meta num">
        {t("run.done", { done: number(settledOf(campaign.counts)), total: number(campaign.audienceSize) })}
      </span>
    </div>
  );
}
