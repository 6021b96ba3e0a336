import type { Network } from "../network/network.ts";
import type { Persona } from "../network/settings.ts";
import { optionalText, text } from "../store/row.ts";

/*
 * What is true between one account and the people it talks to, and for nobody else: how they behave towards it and
 * under which name they write. So one user of a shared network can shape his own customers and not his neighbor's.
 */

/** How people behave towards this account; what is not named follows the person and the network. */
export function customersOf(network: Network, account: string): Partial<Persona> {
  const row = network.store.one("select persona from customers where account = ?", account);
  return row ? JSON.parse(text(row, "persona")) : {};
}

/** Sets how people behave towards this account. */
export function setCustomers(network: Network, account: string, persona: Partial<Persona>): void {
  network.store.run(
    "insert into customers (account, persona) values (?, ?) on conflict (account) do update set persona = excluded.persona",
    account,
    JSON.stringify(persona),
  );
}

/** The name under which a person writes to this account, when it has one of its own there. */
export function nameTowards(network: Network, account: string, person: string): string | undefined {
  const row = network.store.one("select name from acquaintances where account = ? and person = ?", account, person);
  return row && optionalText(row, "name");
}

/** Lets a person be known to this account under a name; makes the person when nobody has the number. */
export function introduce(network: Network, account: string, person: { phone: string; name: string }): void {
  network.store.transaction(() => {
    if (!network.directory.find(person.phone)) network.directory.create({ phone: person.phone });
    network.store.run(
      "insert into acquaintances (account, person, name) values (?, ?, ?) on conflict (account, person) do update set name = excluded.name",
      account,
      person.phone,
      person.name,
    );
  });
}
