import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";

/** The imports that named a person, with what the importer said about his consent. Newest first. */
export async function listConsentSources(
  ctx: Ctx,
  contactId: string,
): Promise<{ importId: string; fileName: string; source: string; at: Date; by: string | null }[]> {
  const { rows } = await sql<{ importId: string; fileName: string; source: string; at: Date; by: string | null }>`
    select imports.id as "importId", file_name as "fileName", mapping->>'consentSource' as source, started_at as at,
      started_by as by
    from imports join import_contacts member on member.organization_id = imports.organization_id
      and member.import_id = imports.id and member.contact_id = ${contactId}
    where imports.organization_id = ${ctx.organizationId} and started_at is not null
      and coalesce(mapping->>'consentSource', '') != ''
    order by started_at desc`.execute(ctx.db);
  return rows;
}
