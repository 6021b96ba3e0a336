import type pg from "pg";
import { addTagsByName } from "./add-tags-by-name.ts";
import { copyFresh } from "./copy-fresh.ts";
import { copyPeople, stagePeople } from "./copy-people.ts";
import type { Mapping } from "./import-shapes.ts";
import type { Batch, Person } from "./read-people.ts";

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
 * Writes the people of a batch in a few statements, whatever its size: find who is known, copy in who is new, change who
 * is known by the duplicates rule, tag and remember everybody.
 *
 * A person who became a contact in the same moment by another way (a message) breaks the unique key; the caller then
 * runs the batch again and finds him known.
 */
export async function writePeople(client: pg.PoolClient, writing: Writing, batch: Batch): Promise<BatchOutcome> {
  const tagIds = await addTagsByName(client, writing, batch.people);
  const tagsOf = (person: Person) => [
    ...new Set([...writing.mapping.tagIds, ...person.tags.flatMap((tag) => tagIds.get(tag.toLowerCase()) ?? [])]),
  ];
  const found = await findKnown(client, writing, batch.people);
  const fresh = batch.people.filter((person) => !found.has(person.phone));
  const known = batch.people.flatMap((person) => {
    const contact = found.get(person.phone);
    return contact ? [{ ...person, ...contact }] : [];
  });
  await copyFresh(client, writing, fresh, tagsOf);
  const updated = known.length === 0 ? 0 : await changeKnown(client, writing, known, tagsOf);
  const seen = known.filter((person) => person.isSeen).length;
  return {
    created: fresh.length,
    updated,
    unchanged: known.length - seen - updated,
    duplicate: seen + batch.duplicate,
  };
}

/**
 * Finds who is a contact already, and who of them stood in an earlier batch of this file. The array makes one walk along
 * the index; a join with the temporary table, which has no statistics, read a million identities for each batch.
 */
async function findKnown(
  client: pg.PoolClient,
  { organizationId, importId }: Writing,
  people: Person[],
): Promise<Map<string, { contactId: string; isSeen: boolean }>> {
  // Sorted, so that the walk goes forward only.
  const { rows } = await client.query<{ phone: string; contactId: string; isSeen: boolean }>(
    `select value as phone, contact_id as "contactId", exists (select from import_contacts member
       where member.organization_id = $1 and member.import_id = $2 and member.contact_id = identity.contact_id) as "isSeen"
     from contact_identities identity
     where organization_id = $1 and kind = 'phone' and value = any($3::text[])`,
    [organizationId, importId, people.map((person) => person.phone).sort()],
  );
  return new Map(rows.map(({ phone, ...known }) => [phone, known]));
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

/** Changes known people by the rule; returns how many of those who were not in an earlier batch did change. */
async function changeKnown(
  client: pg.PoolClient,
  { organizationId, importId, mapping, now, by }: Writing,
  known: (Person & { contactId: string; isSeen: boolean })[],
  tagsOf: (person: Person) => string[],
): Promise<number> {
  await stagePeople(client);
  await copyPeople(client, known);
  const { name, fields, isChanged } = changedValues(mapping.duplicates);
  const { rows } = await client.query<{ is_seen: boolean }>(
    `update contacts contact set name = ${name}, fields = ${fields}, phone = coalesce(contact.phone, person.phone),
       updated_at = $2, removed_at = null, removed_by = null
     from import_people person
     where contact.organization_id = $1 and contact.id = person.contact_id
       and contact.id = any($3::uuid[]) and ${isChanged}
     returning person.is_seen`,
    // Named once more as an array, so that the index is walked for these and not the whole table.
    [organizationId, now, known.map((person) => person.contactId)],
  );
  await client.query(
    `insert into import_contacts (organization_id, import_id, contact_id)
     select $1, $2, contact_id from import_people where not is_seen`,
    [organizationId, importId],
  );
  const tagged = known.flatMap((person) => tagsOf(person).map((tagId) => ({ tagId, contactId: person.contactId })));
  if (tagged.length > 0)
    await client.query(
      `insert into contact_tags (organization_id, tag_id, contact_id, tagged_at, tagged_by)
       select $1, tag_id, contact_id, $2, $3 from unnest($4::uuid[], $5::uuid[]) as tagging (tag_id, contact_id)
       on conflict do nothing`,
      [organizationId, now, by, tagged.map((one) => one.tagId), tagged.map((one) => one.contactId)],
    );
  return rows.filter((row) => !row.is_seen).length;
}
