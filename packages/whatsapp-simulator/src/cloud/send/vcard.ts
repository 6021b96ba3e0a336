import { type Input, isInput } from "../../admin/read-input.ts";

/** A contact of the API as the card that phones read. */
export function vcardOf(contact: Input, displayName: string): string {
  const name = isInput(contact.name) ? contact.name : {};
  const organization = isInput(contact.org) ? contact.org : {};
  const lines = [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `N:${clean(name.last_name)};${clean(name.first_name)};${clean(name.middle_name)};${clean(name.prefix)};${clean(name.suffix)}`,
    `FN:${clean(displayName)}`,
    ...(organization.company === undefined ? [] : [`ORG:${clean(organization.company)}`]),
    ...listed(contact.phones).map((phone) => {
      const waid = phone.wa_id === undefined ? "" : `;waid=${clean(phone.wa_id)}`;
      return `TEL;type=${clean(phone.type) || "CELL"}${waid}:${clean(phone.phone)}`;
    }),
    ...listed(contact.emails).map((email) => `EMAIL;type=${clean(email.type) || "WORK"}:${clean(email.email)}`),
    ...listed(contact.urls).map((url) => `URL:${clean(url.url)}`),
    ...(contact.birthday === undefined ? [] : [`BDAY:${clean(contact.birthday)}`]),
    "END:VCARD",
  ];
  return lines.join("\n");
}

/** A card of a phone as the API tells of it. */
export function contactFromVcard(vcard: string, displayName: string): object {
  const phones = [...vcard.matchAll(/^(?:item\d+\.)?TEL([^:\r\n]*):([^\r\n]+)/gm)].map(
    ([, options = "", phone = ""]) => {
      const type = /type=(\w+)/i.exec(options)?.[1];
      const waid = /waid=(\d+)/.exec(options)?.[1];
      return { phone, ...(waid ? { wa_id: waid } : {}), ...(type ? { type: type.toUpperCase() } : {}) };
    },
  );
  const name = /^FN[^:\r\n]*:([^\r\n]+)/m.exec(vcard)?.[1] ?? displayName;
  const [first, ...rest] = name.split(" ");
  return {
    name: { formatted_name: name, first_name: first, ...(rest.length > 0 ? { last_name: rest.join(" ") } : {}) },
    ...(phones.length > 0 ? { phones } : {}),
  };
}

function listed(value: unknown): Input[] {
  return Array.isArray(value) ? value.filter(isInput) : [];
}

function clean(value: unknown): string {
  return typeof value === "string" ? value.replace(/[\r\n]+/g, " ") : "";
}
