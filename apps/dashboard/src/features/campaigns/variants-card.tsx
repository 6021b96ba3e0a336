import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/format.ts";
import { type Report, recipientStatuses } from "./queries.ts";
import { campaignTexts } from "./texts.ts";
import style from "./variants-card.module.css";

interface Row {
  id: string;
  text: string;
  people: number;
  read: number;
}

/** How each text of the message did, where its choices made several. */
export function VariantsCard({ campaign }: { campaign: Report }) {
  const t = useTexts(campaignTexts);
  const { number, percent } = useFormat();
  if (campaign.variants.length < 2) return null;
  const rows: Row[] = campaign.variants.map(({ variant, text, counts }) => ({
    id: String(variant),
    text,
    people: recipientStatuses.reduce((sum, status) => sum + counts[status], 0),
    read: counts.read,
  }));
  return (
    <Card title={t("run.variants")} meta={t("content.variants", { count: rows.length })} isFlush>
      <DataTable<Row>
        label={t("run.variants")}
        rows={rows}
        columns={[
          {
            accessor: "text",
            title: t("run.variant.text"),
            render: (row) => <span className={style.text}>{row.text}</span>,
          },
          {
            accessor: "people",
            title: t("run.column.person"),
            width: 100,
            textAlign: "right",
            render: (row) => <span className="num">{number(row.people)}</span>,
          },
          {
            accessor: "read",
            title: t("run.variant.readShare"),
            width: 100,
            textAlign: "right",
            render: (row) => <span className="num">{percent(row.people === 0 ? 0 : row.read / row.people)}</span>,
          },
        ]}
      />
    </Card>
  );
}
