import { customersOf, introduce, setCustomers } from "../people/acquaintances.ts";
import { listChats } from "../people/list-chats.ts";
import type { Routes } from "./handle-admin.ts";
import { needVirtualPhone } from "./phone-routes.ts";
import { needPhone, needText } from "./read-input.ts";
import { readPersona } from "./read-persona.ts";

/** The people around one account: their behavior and names count for this account alone. */
export const customerRoutes: Routes = {
  "GET /admin/accounts/:phone/customers": ({ network, path }) => ({
    persona: customersOf(network, needVirtualPhone(network, path.phone).phone),
  }),
  "PUT /admin/accounts/:phone/customers": ({ network, path, input }) => {
    const { phone } = needVirtualPhone(network, path.phone);
    const persona = readPersona(input());
    setCustomers(network, phone, persona);
    return { persona };
  },
  "GET /admin/accounts/:phone/chats": ({ network, path, query }) => {
    const limit = Math.min(Math.max(1, Number(query.get("limit")) || 100), 1_000);
    return { chats: listChats(network, needVirtualPhone(network, path.phone).phone, limit) };
  },
  "PUT /admin/accounts/:phone/people/:person": ({ network, path, input }) => {
    const { phone } = needVirtualPhone(network, path.phone);
    const person = { phone: needPhone(path.person, "person"), name: needText(input(), "name", 200) };
    introduce(network, phone, person);
    return person;
  },
  "GET /admin/phones/:phone/messages": ({ network, path, query }) => {
    const peer = query.get("with");
    return {
      messages: network.book
        .changedSince(
          0,
          10_000,
          needVirtualPhone(network, path.phone).phone,
          peer === null ? undefined : needPhone(peer, "with"),
        )
        .sort((a, b) => a.seq - b.seq),
    };
  },
};
