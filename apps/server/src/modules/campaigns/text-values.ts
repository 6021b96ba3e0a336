/** Variables that every person has, beside the organization's own fields. */
export const builtInVariables = ["name", "first_name", "phone"] as const;

/** The values that a message text may use of a person. A built-in name wins over a field of the same name. */
export function textValues(person: {
  name: string | null;
  phone: string | null;
  fields: Record<string, string>;
}): Record<string, string> {
  const name = person.name?.trim() ?? "";
  return { ...person.fields, name, first_name: name.split(/\s+/)[0] ?? "", phone: person.phone ?? "" };
}
