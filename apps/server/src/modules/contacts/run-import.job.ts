import { existsSync } from "node:fs";
import { sql } from "kysely";
import { z } from "zod";
import { Problem } from "../../kernel/errors.ts";
import { job } from "../../kernel/jobs.ts";
import type { Scope } from "../../kernel/scope.ts";
import { accessImport } from "./access-import.ts";
import { announceImport } from "./announce-import.ts";
import { inCopyTransaction } from "./copy-people.ts";
import { importFileKey } from "./import-file.ts";
import type { CheckCounts } from "./import-shapes.ts";
import { readCounts, readFormat, readMapping } from "./present-import.ts";
import { type Batch, readPeople } from "./read-people.ts";
import { type Writing, writePeople } from "./write-people.ts";
import { writeRejected } from "./write-rejected.ts";

const announceEvery = 700;
const tries = 5;

/**
 * Imports a file batch by batch. Each batch is one transaction that also moves the import's position, so after a crash
 * the job goes on where the last whole batch ended: no row is skipped and none is counted twice.
 */
export const runImport = job("contacts.run-import", z.object({ importId: z.uuid() }), async (scope, { importId }) => {
  const row = await scope.inTransaction((ctx) => accessImport(ctx, importId));
  const mapping = readMapping(row);
  if (row.status !== "importing" || !mapping) return;
  const path = await scope.ports.storage.pathOf(importFileKey(scope.organizationId, importId));
  if (!existsSync(path)) return end(scope, importId, { status: "failed", failure: "file_is_gone" });

  const progress: Progress = { position: row.position, counts: readCounts(row), announcedAt: 0 };
  const writing: Writing = {
    organizationId: scope.organizationId,
    importId,
    mapping,
    now: scope.ports.clock.now(),
    by: row.started_by,
  };
  const batches = readPeople({ path, format: readFormat(row), mapping, position: row.position, row: row.next_row });
  try {
    let isFirst = true;
    for await (const batch of oneAhead(batches)) {
      await writeBatch(scope, writing, batch, progress);
      if (isFirst && batch.people.length > 1000) await refreshStatistics(scope);
      isFirst = false;
      await announceSometimes(scope, importId, progress);
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return end(scope, importId, { status: "failed", failure: error.code });
  }
  if (progress.counts.created > 1000) await refreshStatistics(scope);
  await end(scope, importId, { status: "finished", failure: null });
  await scope.ports.storage.remove(importFileKey(scope.organizationId, importId));
});

interface Progress {
  position: number;
  counts: CheckCounts;
  announcedAt: number;
}

/** Reads the next batch from the file while Postgres writes this one. */
async function* oneAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next();
  for (;;) {
    const { value, done } = await next;
    if (done) return;
    next = items.next();
    // Its failure is met at the next turn; until then it must not count as unhandled.
    next.catch(() => undefined);
    yield value;
  }
}

async function writeBatch(scope: Scope, writing: Writing, batch: Batch, progress: Progress): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      progress.counts = await tryBatch(scope, writing, batch, progress);
      progress.position = batch.end;
      return;
    } catch (error) {
      // Somebody of this batch became a contact a moment ago, by a message: the next look finds him.
      if (attempt === tries || (error as { code?: string }).code !== "23505") throw error;
    }
  }
}

function tryBatch(scope: Scope, writing: Writing, batch: Batch, progress: Progress): Promise<CheckCounts> {
  const { organizationId, importId } = writing;
  return inCopyTransaction(scope, async (client) => {
    // Whatever the statistics say, no batch is worth reading a whole table for.
    await client.query("set local enable_seqscan = off");
    const held = await client.query<{ position: number }>(
      "select position from imports where organization_id = $1 and id = $2 and status = 'importing' for update",
      [organizationId, importId],
    );
    if (held.rows[0]?.position !== progress.position) throw new Error("this import is run by another worker");
    const outcome = await writePeople(client, writing, batch);
    await writeRejected(client, writing, batch.rejected);
    const counts = addUp(progress.counts, batch, outcome);
    await client.query(
      `update imports set position = $3, next_row = $4, rows = $5, created = $6, updated = $7, unchanged = $8,
         duplicate = $9, rejected = $10, reasons = $11 where organization_id = $1 and id = $2`,
      [
        organizationId,
        importId,
        batch.end,
        batch.nextRow,
        counts.rows,
        counts.created,
        counts.updated,
        counts.unchanged,
        counts.duplicate,
        counts.rejected,
        JSON.stringify(counts.reasons),
      ],
    );
    return counts;
  });
}

/** Adds a batch to the counts; every row of the file is in exactly one of them. */
export function addUp(
  counts: CheckCounts,
  batch: Pick<Batch, "rejected">,
  outcome: { created: number; updated: number; unchanged: number; duplicate: number },
): CheckCounts {
  const reasons = { ...counts.reasons };
  for (const { reason } of batch.rejected) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const rejected = batch.rejected.length;
  const { created, updated, unchanged, duplicate } = outcome;
  return {
    rows: counts.rows + created + updated + unchanged + duplicate + rejected,
    created: counts.created + created,
    updated: counts.updated + updated,
    unchanged: counts.unchanged + unchanged,
    duplicate: counts.duplicate + duplicate,
    rejected: counts.rejected + rejected,
    reasons,
  };
}

/**
 * Autovacuum comes a minute late for a table that grows by a million rows, and statistics from when it was empty make
 * the check of a foreign key walk the index by name: minutes for what takes a second.
 */
async function refreshStatistics(scope: Scope): Promise<void> {
  await scope.machine.database.withSystem("refresh the statistics of tables", (db) =>
    sql`analyze contacts, contact_identities, import_contacts, contact_tags`.execute(db),
  );
}

async function announceSometimes(scope: Scope, importId: string, progress: Progress): Promise<void> {
  if (performance.now() - progress.announcedAt < announceEvery) return;
  progress.announcedAt = performance.now();
  await scope.inTransaction((ctx) => announceImport(ctx, importId));
}

async function end(
  scope: Scope,
  importId: string,
  result: { status: "finished" | "failed"; failure: string | null },
): Promise<void> {
  await scope.inTransaction(async (ctx) => {
    await ctx.db
      .updateTable("imports")
      .set({ ...result, finished_at: ctx.now() })
      .where("organization_id", "=", ctx.organizationId)
      .where("id", "=", importId)
      .where("status", "=", "importing")
      .execute();
    await announceImport(ctx, importId);
  });
}
