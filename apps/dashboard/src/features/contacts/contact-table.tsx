import { Link, useNavigate } from "@tanstack/react-router";
import { useTexts } from "../../texts/use-texts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import type { More } from "../../ui/load-more.tsx";
import { StatusChip } from "../../ui/status-chip.tsx";
import { RelativeTime } from "../../ui/times.tsx";
import style from "./contacts-page.module.css";
import type { Contact } from "./queries.ts";
import { TagList } from "./tag-chip.tsx";
import { contactTexts } from "./texts.ts";

const wide = "(min-width: 1024px)";

/** People as rows; a row opens the person. */
export function ContactTable(props: {
  rows: readonly Contact[];
  more: More;
  selection?: { selected: Contact[]; onChange: (rows: Contact[]) => void };
}) {
  const t = useTexts(contactTexts);
  const navigate = useNavigate();
  return (
    <section className="card">
      <DataTable<Contact>
        label={t("title")}
        rows={props.rows}
        more={props.more}
        {...(props.selection ? { selection: props.selection } : {})}
        onOpen={(row) => void navigate({ to: "/contacts/$id", params: { id: row.id } })}
        columns={[
          { accessor: "name", title: t("column.name"), render: (row) => <Name contact={row} /> },
          {
            accessor: "phone",
            title: t("column.phone"),
            width: 170,
            visibleMediaQuery: wide,
            render: (row) => <span className="num">{row.phone ?? <span className="t3">{t("noPhone")}</span>}</span>,
          },
          {
            accessor: "tags",
            title: t("column.tags"),
            visibleMediaQuery: "(min-width: 640px)",
            render: (row) => <TagList tags={row.tags} most={3} />,
          },
          {
            accessor: "createdAt",
            title: t("column.createdAt"),
            width: 120,
            textAlign: "right",
            visibleMediaQuery: wide,
            render: (row) => <RelativeTime at={row.createdAt} />,
          },
        ]}
      />
    </section>
  );
}

function Name({ contact }: { contact: Contact }) {
  const t = useTexts(contactTexts);
  return (
    <div className={style.name}>
      <Avatar of="customer" name={contact.name} seed={contact.id} size="small" />
      <div className="grow">
        <div className="row">
          <Link
            to="/contacts/$id"
            params={{ id: contact.id }}
            className="cut"
            onClick={(event) => event.stopPropagation()}
          >
            <b>{contact.name || contact.phone || t("unnamed")}</b>
          </Link>
          {contact.optedOutAt && <StatusChip tone="bad">{t("optedOut")}</StatusChip>}
        </div>
        <div className="meta num only-phone cut">{contact.phone ?? t("noPhone")}</div>
      </div>
    </div>
  );
}
