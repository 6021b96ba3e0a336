import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/format.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { LoadingRows } from "../../ui/states.tsx";
import { RelativeTime } from "../../ui/times.tsx";
import { RecipientChip } from "./campaign-status.tsx";
import { describeReason } from "./describe-found.ts";
import { type Recipient, type RecipientStatus, type Report, recipientStatuses, recipientsQuery } from "./queries.ts";
import style from "./recipients-card.module.css";
import { campaignTexts } from "./texts.ts";

const route = getRouteApi("/shell/campaigns/$id");

type Row = Recipient & { id: string };

/** Everybody in the audience with what became of each; numbers anywhere on the page lead here. */
export function RecipientsCard({ campaign }: { campaign: Report }) {
  const t = useTexts(campaignTexts);
  const { status, reason } = route.useSearch();
  const recipients = useInfiniteQuery(recipientsQuery(campaign.id, { status, reason }));
  return (
    <div id="recipients">
      <Card title={t("run.recipients")} isFlush>
        <div className={style.tabs} data-plain>
          <Tab campaign={campaign} status={undefined} isChosen={!status} />
          {recipientStatuses.map((name) => (
            <Tab key={name} campaign={campaign} status={name} isChosen={status === name} />
          ))}
        </div>
        {reason && (
          <p className={style.reason}>
            {t("run.recipients.reason", { reason: describeReason(t, reason) })}
            <Link to="/campaigns/$id" params={{ id: campaign.id }} search={status ? { status } : {}} className="link">
              {t("run.recipients.clear")}
            </Link>
          </p>
        )}
        <Loaded
          query={recipients}
          loading={<LoadingRows count={5} height={44} />}
          isEmpty={({ pages }) => pages[0]?.items.length === 0}
          empty={<p className={style.none}>{t("run.recipients.none")}</p>}
        >
          {({ pages }) => (
            <People
              rows={pages.flatMap((page) => page.items.map((one) => ({ ...one, id: one.contactId })))}
              more={{
                hasMore: recipients.hasNextPage,
                isLoading: recipients.isFetchingNextPage,
                load: () => void recipients.fetchNextPage(),
              }}
            />
          )}
        </Loaded>
      </Card>
    </div>
  );
}

function Tab(props: { campaign: Report; status: RecipientStatus | undefined; isChosen: boolean }) {
  const t = useTexts(campaignTexts);
  const { number } = useFormat();
  const { status, campaign } = props;
  const count = status ? campaign.counts?.[status] : campaign.audienceSize;
  if (!count && !props.isChosen) return null;
  return (
    <Link
      to="/campaigns/$id"
      params={{ id: campaign.id }}
      search={status ? { status } : {}}
      resetScroll={false}
      // By itself a link without a filter counts as the current one whatever the filter.
      activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
      data-chosen={props.isChosen || undefined}
    >
      {status ? t(`count.${status}`) : t("run.recipients.all")} <span className="num">{number(count ?? 0)}</span>
    </Link>
  );
}

function People(props: { rows: Row[]; more: { hasMore: boolean; isLoading: boolean; load: () => void } }) {
  const t = useTexts(campaignTexts);
  return (
    <DataTable<Row>
      label={t("run.recipients")}
      rows={props.rows}
      more={props.more}
      columns={[
        {
          accessor: "name",
          title: t("run.column.person"),
          render: (row) => (
            <div className={style.person}>
              <span className="cut">{row.name || row.phone}</span>
              {row.name && <span className="meta num">{row.phone}</span>}
            </div>
          ),
        },
        {
          accessor: "status",
          title: t("run.column.status"),
          width: 130,
          render: (row) => <RecipientChip status={row.status} />,
        },
        {
          accessor: "reason",
          title: t("run.column.reason"),
          visibleMediaQuery: "(min-width: 768px)",
          render: (row) => row.reason && <span className="t2">{describeReason(t, row.reason)}</span>,
        },
        {
          accessor: "at",
          title: t("run.column.at"),
          width: 90,
          textAlign: "right",
          visibleMediaQuery: "(min-width: 768px)",
          render: (row) => <RelativeTime at={row.at} />,
        },
      ]}
    />
  );
}
