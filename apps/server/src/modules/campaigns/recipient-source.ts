import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { optedOutSource } from "../compliance/index.ts";
import type { Audience } from "../contacts/index.ts";
import { audienceSource } from "../contacts/index.ts";

/**
 * Everybody of an audience with whether he will be written to: rows (contact_id, jid, phone, name, zone, fields, reason),
 * `reason` null or why he is skipped. The check before launch and the launch itself read this same source.
 */
export function recipientSource(ctx: Ctx, audience: Audience, zone: string): RawBuilder<unknown> {
  return sql`select person.contact_id, person.jid, person.phone, person.name, coalesce(person.zone, ${zone}) as zone,
      person.fields,
      case when opted_out.contact_id is not null then 'opted_out'
        when person.jid is null then 'no_whatsapp_number' end as reason
    from (${audienceSource(ctx, audience)}) as person
    left join (${optedOutSource(ctx)}) as opted_out on opted_out.contact_id = person.contact_id`;
}
