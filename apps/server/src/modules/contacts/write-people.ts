import type pg from "pg";
import { addTagsByName } from "./add-tags-by-name.ts";
import { copyPeople } from "./copy-people.ts";
import type { Mapping } from "./import-shapes.ts";
import type { Batch } from "./read-people.ts";

export interface BatchOutcome {
  created: number;
  updated: number;
  unchanged: number;
  duplicate: number;
}

/** Who imports what, when. */
export interface Writing {
  organizationId: string;
  importId: string;
  mapping: Mapping;
  now: Date;
  by: string | null;
}

/**
 * Writes the people of a batch in a few statements, whatever its size: copy into a temporary table, find who is known,
 * insert who is new, change who is known by the duplicates rule, tag and remember everybody.
 *
 * A person who became a contact in the same moment by another way (a message) breaks the unique key; the caller then
 * runs the batch again and finds him known.
 */
export async function writePeople(client: pg.PoolClient, writing: Writing, batch: Batch): Promise<BatchOutcome> {
  const { organizationId, importId, mapping, now, by } = writing;
  const tagIds = await addTagsByName(client, writing, batch.people);
  await copyPeople(client, batch.people, (person) => [
    ...mapping.tagIds,
    ...person.tags.flatMap((tag) => tagIds.get(tag.toLowerCase()) ?? []),
  ]);
  await markKnown(client, organizationId, importId);
  await client.query(
    `insert into contacts
       (organization_id, id, name, phone, fields, zone, source, created_at, created_by, updated_at)
     select $1, contact_id, name, phone, fields, zone, 'import', $2, $3, $2 from import_people where not is_known`,
    [organizationId, now, by],
  );
  // In the order of the index: neighbors go to the same page.
  await client.query(
    `insert into contact_identities (organization_id, kind, value, contact_id)
     select $1, 'phone', phone, contact_id from import_people where not is_known order by phone`,
    [organizationId],
  );
  const outcome = await changeKnown(client, writing);
  await client.query(
    `insert into import_contacts (organization_id, import_id, contact_id)
     select $1, $2, contact_id from import_people where not is_seen`,
    [organizationId, importId],
  );
  if (mapping.tagIds.length > 0 || tagIds.size > 0) {
    await client.query(
      `insert into contact_tags (organization_id, tag_id, contact_id, tagged_at, tagged_by)
       select $1, tag_id, contact_id, $2, $3 from import_people, unnest(tag_ids) as tag_id on conflict do nothing`,
      [organizationId, now, by],
    );
  }
  return { ...outcome, duplicate: outcome.duplicate + batch.duplicate };
}

/** Marks who is a contact already, and who of them stood in an earlier batch of this file. */
async function markKnown(client: pg.PoolClient, organizationId: string, importId: string): Promise<void> {
  // `limit 1` keeps the planner at one look-up per person: without statistics on the temporary table it would read
  // a million identities for each batch.
  await client.query(
    `update import_people set contact_id = known.contact_id, is_known = true, is_seen = known.is_seen
     from (
       select person.row, identity.contact_id, exists (select from import_contacts member
         where member.organization_id = $1 and member.import_id = $2 and member.contact_id = identity.contact_id) as is_seen
       from import_people person cross join lateral (
         select contact_id from contact_identities
         where organization_id = $1 and kind = 'phone' and value = person.phone limit 1) as identity
     ) as known
     where known.row = import_people.row`,
    [organizationId, importId],
  );
}

const rules: Record<Mapping["duplicates"], { name: string; fields: string }> = {
  skip: { name: "contact.name", fields: "contact.fields" },
  update: {
    name: "case when person.name = '' then contact.name else person.name end",
    fields: "contact.fields || person.fields",
  },
  fill_blanks: {
    name: "case when contact.name = '' then person.name else contact.name end",
    fields: "person.fields || contact.fields",
  },
};

/** What a known contact becomes by the rule; somebody deleted after an opt-out comes back with what the file says. */
export function changedValues(rule: Mapping["duplicates"]): { name: string; fields: string; isChanged: string } {
  const name = `case when contact.removed_at is null then ${rules[rule].name} else person.name end`;
  const fields = `case when contact.removed_at is null then ${rules[rule].fields} else person.fields end`;
  return {
    name,
    fields,
    isChanged: `(contact.removed_at is not null or (${name}) is distinct from contact.name
      or (${fields}) is distinct from contact.fields)`,
  };
}

async function changeKnown(client: pg.PoolClient, { organizationId, mapping, now }: Writing): Promise<BatchOutcome> {
  const { name, fields, isChanged } = changedValues(mapping.duplicates);
  const { rows } = await client.query<Record<keyof BatchOutcome, number>>(
    `with changed as (
       update contacts contact set name = ${name}, fields = ${fields}, phone = coalesce(contact.phone, person.phone), updated_at = $2,
         removed_at = null, removed_by = null
       from import_people person
       where person.is_known and contact.organization_id = $1 and contact.id = person.contact_id and ${isChanged}
       returning contact.id
     )
     select count(*) filter (where not is_known) as created,
       count(*) filter (where is_known and not is_seen and changed.id is not null) as updated,
       count(*) filter (where is_known and not is_seen and changed.id is null) as unchanged,
       count(*) filter (where is_seen) as duplicate
     from import_people left join changed on changed.id = contact_id`,
    [organizationId, now],
  );
  return rows[0] ?? { created: 0, updated: 0, unchanged: 0, duplicate: 0 };
}
