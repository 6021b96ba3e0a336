import { type DataTableColumn, DataTable as Table } from "mantine-datatable";
import "mantine-datatable/styles.layer.css";
import "@mantine/core/styles/Table.layer.css";
import type { ReactNode } from "react";
import style from "./data-table.module.css";
import { LoadMore, type More } from "./load-more.tsx";

export type { DataTableColumn } from "mantine-datatable";

/**
 * Rows with hairlines, a head that stays, and "load more" from the next cursor. Numbers go right: `textAlign: "right"`.
 * Loading, empty and error belong to `Loaded` around it.
 */
export function DataTable<Row extends { id: string }>(props: {
  label: string;
  rows: readonly Row[];
  columns: DataTableColumn<Row>[];
  onOpen?: (row: Row) => void;
  isSelected?: (row: Row) => boolean;
  selection?: { selected: Row[]; onChange: (rows: Row[]) => void };
  /** A fixed height makes the head stay while the rows scroll; by default the page scrolls. */
  height?: number | string;
  more?: More;
  foot?: ReactNode;
}) {
  const { selection, onOpen, isSelected } = props;
  return (
    <div className={style.wrap}>
      <Table<Row>
        records={[...props.rows]}
        columns={props.columns}
        idAccessor="id"
        aria-label={props.label}
        className={style.table ?? ""}
        withTableBorder={false}
        highlightOnHover={onOpen !== undefined}
        verticalSpacing={0}
        horizontalSpacing="sm"
        noRecordsText=""
        noRecordsIcon={<span />}
        minHeight={0}
        {...(props.height === undefined ? {} : { height: props.height })}
        {...(onOpen ? { onRowClick: ({ record }) => onOpen(record) } : {})}
        {...(isSelected ? { rowClassName: (row: Row) => (isSelected(row) ? style.selected : undefined) } : {})}
        {...(selection ? { selectedRecords: selection.selected, onSelectedRecordsChange: selection.onChange } : {})}
      />
      {props.more && <LoadMore more={props.more} />}
      {props.foot}
    </div>
  );
}
