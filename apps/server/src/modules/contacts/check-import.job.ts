import { existsSync } from "node:fs";
import type pg from "pg";
import { z } from "zod";
import { job } from "../../kernel/jobs.ts";
import type { Scope } from "../../kernel/scope.ts";
import { accessImport } from "./access-import.ts";
import { announceImport } from "./announce-import.ts";
import { copyPeople, inCopyTransaction, stagePeople } from "./copy-people.ts";
import { importFileKey } from "./import-file.ts";
import type { CheckCounts, ImportFormat, Mapping } from "./import-shapes.ts";
import { readFormat, readMapping } from "./present-import.ts";
import { readPeople } from "./read-people.ts";
import { mostTags } from "./tags.ts";
import { changedValues } from "./write-people.ts";

/** Reads a whole file and counts what an import would do; it changes nobody. */
export const checkImport = job(
  "contacts.check-import",
  z.object({ importId: z.uuid() }),
  async (scope, { importId }) => {
    const row = await scope.inTransaction((ctx) => accessImport(ctx, importId));
    const mapping = readMapping(row);
    if (row.status !== "checking" || !mapping) return;
    const path = await scope.ports.storage.pathOf(importFileKey(scope.organizationId, importId));
    const result = existsSync(path) ? await check(scope, path, readFormat(row), mapping) : "file_is_gone";
    await scope.inTransaction(async (ctx) => {
      await ctx.db
        .updateTable("imports")
        .set(
          typeof result === "string"
            ? { status: result === "file_is_gone" ? "failed" : "mapped", failure: result }
            : { status: "checked", check_counts: JSON.stringify(result), checked_at: ctx.now() },
        )
        .where("organization_id", "=", ctx.organizationId)
        .where("id", "=", importId)
        .where("status", "=", "checking")
        .execute();
      await announceImport(ctx, importId);
    });
  },
);

async function check(
  scope: Scope,
  path: string,
  format: ImportFormat,
  mapping: Mapping,
): Promise<CheckCounts | "too_many_tags"> {
  const hasHeader = mapping.hasHeader ?? format.hasHeader;
  const start = hasHeader ? { position: format.afterHeader, row: 2 } : { position: format.start, row: 1 };
  const reasons: Record<string, number> = {};
  const tags = new Set<string>();
  let rejected = 0;
  let duplicate = 0;
  let staged = 0;
  return inCopyTransaction(scope, async (client) => {
    await stagePeople(client);
    for await (const batch of readPeople({ path, format, mapping, ...start })) {
      for (const { reason } of batch.rejected) reasons[reason] = (reasons[reason] ?? 0) + 1;
      for (const person of batch.people) for (const tag of person.tags) tags.add(tag.toLowerCase());
      if (tags.size > mostTags) return "too_many_tags";
      await copyPeople(client, batch.people);
      rejected += batch.rejected.length;
      duplicate += batch.duplicate;
      staged += batch.people.length;
    }
    const { people, created, updated } = await countStaged(client, scope.organizationId, mapping);
    return {
      rows: staged + duplicate + rejected,
      created,
      updated,
      unchanged: people - created - updated,
      duplicate: duplicate + staged - people,
      rejected,
      reasons,
    };
  });
}

/** One pass over all people of the file; here the whole table of identities is worth reading. */
async function countStaged(
  client: pg.PoolClient,
  organizationId: string,
  mapping: Mapping,
): Promise<{ people: number; created: number; updated: number }> {
  await client.query("analyze import_people");
  const { isChanged } = changedValues(mapping.duplicates);
  const { rows } = await client.query<{ people: number; created: number; updated: number }>(
    `select count(*) as people, count(*) filter (where is_new) as created,
       count(*) filter (where not is_new and is_changed) as updated
     from (
       select person.phone, bool_and(contact.id is null) as is_new, bool_or(contact.id is not null and ${isChanged}) as is_changed
       from import_people person
       left join contact_identities identity
         on identity.organization_id = $1 and identity.kind = 'phone' and identity.value = person.phone
       left join contacts contact on contact.organization_id = $1 and contact.id = identity.contact_id
       group by person.phone
     ) as people`,
    [organizationId],
  );
  return rows[0] ?? { people: 0, created: 0, updated: 0 };
}
