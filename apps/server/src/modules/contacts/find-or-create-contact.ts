import { sql } from "kysely";
import { type Ctx, inSavepoint } from "../../kernel/context.ts";
import { accessContact } from "./access-contact.ts";
import { contactCreated, contactUpdated } from "./events.ts";
import { type Identity, identityOfJid } from "./identity.ts";
import { mergeContacts } from "./merge-contacts.ts";
import { presentContact } from "./present-contact.ts";
import { zoneOfPhone } from "./zone-of-phone.ts";

const tries = 3;

/**
 * Finds the person behind an address of WhatsApp, or makes him. His phone number and his hidden id (LID) are joined as
 * soon as both are seen; two contacts that turn out to be one person become one. A name fills a blank one only.
 */
export async function findOrCreateContact(
  ctx: Ctx,
  who: { jid: string; alternative?: string; name?: string },
): Promise<{ contactId: string; isNew: boolean }> {
  const identities = [who.jid, ...(who.alternative ? [who.alternative] : [])].map(identityOfJid);
  for (let attempt = 1; ; attempt += 1) {
    const found = await findByIdentities(ctx, identities);
    if (found.length > 0) return { contactId: await settle(ctx, identities, found, who.name), isNew: false };
    try {
      return { contactId: await inSavepoint(ctx, () => insert(ctx, identities, who.name)), isNew: true };
    } catch (error) {
      // Another transaction made the same person at the same moment; now he can be found.
      if (attempt === tries || (error as { code?: string }).code !== "23505") throw error;
    }
  }
}

interface Found extends Identity {
  contact_id: string;
  name: string;
  phone: string | null;
  removed: boolean;
}

async function findByIdentities(ctx: Ctx, identities: Identity[]): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select identity.kind, identity.value, identity.contact_id, contact.name, contact.phone,
      contact.removed_at is not null as removed
    from contact_identities identity
    join contacts contact on contact.organization_id = identity.organization_id and contact.id = identity.contact_id
    where identity.organization_id = ${ctx.organizationId}
      and (identity.kind, identity.value) in (${sql.join(identities.map(({ kind, value }) => sql`(${kind}, ${value})`))})
    order by identity.kind = 'phone' desc`.execute(ctx.db);
  return rows;
}

/** Brings what is known of the person up to date; costs nothing when there is nothing new. */
async function settle(ctx: Ctx, identities: Identity[], found: Found[], name: string | undefined): Promise<string> {
  const [kept, other] = found;
  if (!kept) throw new Error("settle needs somebody");
  const phone = identities.find((identity) => identity.kind === "phone")?.value;
  if (other && other.contact_id !== kept.contact_id) await joinPeople(ctx, kept, other);
  const missing = identities.filter(
    ({ kind, value }) => !found.some((one) => one.kind === kind && one.value === value),
  );
  for (const identity of missing) await addIdentity(ctx, kept.contact_id, identity);

  const newName = kept.name === "" && name ? name.slice(0, 200) : undefined;
  const newPhone = kept.phone === null && phone ? phone : undefined;
  if (newName === undefined && newPhone === undefined && !kept.removed) return kept.contact_id;
  await sql`update contacts set name = coalesce(${newName ?? null}, name), phone = coalesce(${newPhone ?? null}, phone),
      removed_at = null, removed_by = null, updated_at = ${ctx.now()}
    where organization_id = ${ctx.organizationId} and id = ${kept.contact_id}`.execute(ctx.db);
  await ctx.publish(contactUpdated, { contact: presentContact(await accessContact(ctx, kept.contact_id)) });
  return kept.contact_id;
}

/** `kept` has the phone number, `other` the hidden id. */
async function joinPeople(ctx: Ctx, kept: Found, other: Found): Promise<void> {
  if (other.phone === null) return mergeContacts(ctx, { keptId: kept.contact_id, mergedId: other.contact_id });
  // The other has a number of his own, so he is somebody else; WhatsApp's newest word says whose the hidden id is.
  await sql`update contact_identities set contact_id = ${kept.contact_id} where organization_id = ${ctx.organizationId}
    and kind = ${other.kind} and value = ${other.value}`.execute(ctx.db);
}

async function addIdentity(ctx: Ctx, contactId: string, identity: Identity): Promise<void> {
  await ctx.db
    .insertInto("contact_identities")
    .values({ organization_id: ctx.organizationId, ...identity, contact_id: contactId })
    .onConflict((on) => on.doNothing())
    .execute();
}

async function insert(ctx: Ctx, identities: Identity[], name: string | undefined): Promise<string> {
  const phone = identities.find((identity) => identity.kind === "phone")?.value ?? null;
  const { id } = await ctx.db
    .insertInto("contacts")
    .values({
      organization_id: ctx.organizationId,
      name: name?.slice(0, 200) ?? "",
      phone,
      zone: phone ? zoneOfPhone(phone) : null,
      source: "message",
      created_at: ctx.now(),
      updated_at: ctx.now(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await ctx.db
    .insertInto("contact_identities")
    .values(identities.map((identity) => ({ organization_id: ctx.organizationId, ...identity, contact_id: id })))
    .execute();
  await ctx.publish(contactCreated, { contact: presentContact(await accessContact(ctx, id)) });
  return id;
}
