import type pg from "pg";
import type { RejectedRow } from "./read-people.ts";

const pieceSize = 2_000;

/** Keeps the rows that can't be imported, as they stood in the file. */
export async function writeRejected(
  client: pg.PoolClient,
  writing: { organizationId: string; importId: string },
  rejected: RejectedRow[],
): Promise<void> {
  for (let start = 0; start < rejected.length; start += pieceSize) {
    const piece = rejected.slice(start, start + pieceSize);
    await client.query(
      `insert into import_rows (organization_id, import_id, row_number, reason, cells)
       select $1, $2, row, reason, array(select jsonb_array_elements_text(cells))
       from jsonb_to_recordset($3::jsonb) as given (row bigint, reason text, cells jsonb)`,
      [writing.organizationId, writing.importId, JSON.stringify(piece)],
    );
  }
}
