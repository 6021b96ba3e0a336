/** Variables that every person has. */
const builtIn = ["name", "first_name", "phone"];

/** What the wizard offers: `name`, `first_name`, `phone`, and `field.<key>` for each field of the organization. */
export function offeredVariables(fieldKeys: readonly string[]): string[] {
  return [...builtIn, ...fieldKeys.map((key) => `field.${key}`)];
}

/** Everything that a text may name: what is offered, and fields by their bare key, as people type them. */
export function knownVariables(fieldKeys: readonly string[]): string[] {
  return [...offeredVariables(fieldKeys), ...fieldKeys];
}

/** The values that a message text may use of a person. A built-in name wins over a field of the same name. */
export function textValues(person: {
  name: string | null;
  phone: string | null;
  fields: Record<string, string>;
}): Record<string, string> {
  const name = person.name?.trim() ?? "";
  const fields = Object.fromEntries(Object.entries(person.fields).map(([key, value]) => [`field.${key}`, value]));
  return { ...person.fields, ...fields, name, first_name: name.split(/\s+/)[0] ?? "", phone: person.phone ?? "" };
}
