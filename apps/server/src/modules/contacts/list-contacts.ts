import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { cutPage, readCursor } from "../../kernel/paging.ts";
import { type ContactRow, contactColumns, presentContact } from "./present-contact.ts";
import type { ContactListQuery } from "./schema.ts";

type Row = ContactRow & { sort_name: string };

/** Lists people: newest first, oldest first or by name, of all, of a tag or of an import, and by part of a name or number. */
export async function listContacts(ctx: Ctx, query: ContactListQuery) {
  const { rows } = await contactListStatement(ctx, query).execute(ctx.db);
  return cutPage(
    rows,
    query.limit,
    (row) => (query.sort === "name" ? [row.sort_name, row.id] : [row.id]),
    presentContact,
  );
}

/**
 * The statement behind the list. It reads the view search_contacts, because under row level security no index serves
 * `ilike`. Ids are made in the order of time, so "newest" walks the primary key and stops when the page is full.
 */
export function contactListStatement(ctx: Ctx, query: ContactListQuery): RawBuilder<Row> {
  const search = searchConditions(query.search ?? "");
  const conditions = [
    ...(search.length ? [sql`contact.id in (select id from found)`] : []),
    ...cursorCondition(query),
    ...(query.tagId
      ? [
          sql`exists (select from contact_tags tagging where tagging.organization_id = ${ctx.organizationId}
            and tagging.tag_id = ${query.tagId} and tagging.contact_id = contact.id)`,
        ]
      : []),
    ...(query.importId
      ? [
          sql`exists (select from import_contacts member where member.organization_id = ${ctx.organizationId}
            and member.import_id = ${query.importId} and member.contact_id = contact.id)`,
        ]
      : []),
  ];
  // Found first, on their own: guessing that many match, the planner would else walk all people in the order of the list
  // until a page is full, which for a rare name is everybody.
  const found = search.length
    ? sql`with found as materialized (select contact.id from search_contacts contact where ${sql.join(search, sql` and `)})`
    : sql``;
  return sql<Row>`${found} select ${contactColumns(ctx, "contact")}, contact.sort_name from search_contacts contact
    where ${conditions.length ? sql.join(conditions, sql` and `) : sql`true`}
    order by ${order[query.sort]} limit ${query.limit + 1}`;
}

const order = {
  newest: sql`contact.id desc`,
  oldest: sql`contact.id`,
  name: sql`contact.sort_name, contact.id`,
};

function cursorCondition(query: ContactListQuery): RawBuilder<unknown>[] {
  if (query.sort === "name") {
    const key = readCursor(query.cursor, z.tuple([z.string(), z.uuid()]));
    return key ? [sql`(contact.sort_name, contact.id) > (${key[0]}, ${key[1]}::uuid)`] : [];
  }
  const key = readCursor(query.cursor, z.tuple([z.uuid()]));
  if (!key) return [];
  return [query.sort === "newest" ? sql`contact.id < ${key[0]}` : sql`contact.id > ${key[0]}`];
}

const mostWords = 6;

/** A number is compared by its digits without 0 or 62 in front; one or two letters are the beginning of a name. */
function searchConditions(search: string): RawBuilder<unknown>[] {
  if (search === "") return [];
  if (/^[+\d][\d\s().-]*$/.test(search)) {
    const digits = search.replace(/\D/g, "").replace(/^(0|62)(?=\d{3})/, "");
    if (digits.length >= 3) return [contains(digits)];
  }
  const words = search.split(/\s+/).slice(0, mostWords);
  if (words.every((word) => word.length < 3))
    return [sql`contact.sort_name like ${`${escapeLike(search.toLowerCase())}%`}`];
  return words.map(contains);
}

function contains(word: string): RawBuilder<unknown> {
  return sql`contact.search ilike ${`%${escapeLike(word)}%`}`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
