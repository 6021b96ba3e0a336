import { Button, Select } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { printPhone } from "../sessions/print-phone.ts";
import type { Session } from "../sessions/queries.ts";
import { CustomerPhone } from "./customer-phone.tsx";
import { NewCustomer } from "./new-customer.tsx";
import { type Customer, customersQuery } from "./queries.ts";
import style from "./sandbox-drawer.module.css";
import { sandboxTexts } from "./texts.ts";

/** Chats as a customer: choose one or make one, then type on that phone. */
export function CustomerView({ session }: { session: Session }) {
  const t = useTexts(sandboxTexts);
  const customers = useQuery(customersQuery(session.id));
  const [chosen, setChosen] = useState<Customer>();
  const [isAdding, setAdding] = useState(false);
  const newest = customers.data?.[0];
  // Who is shown first stays, though others talk meanwhile: one does not lose the phone in one's hand.
  useEffect(() => {
    if (newest) setChosen((before) => before ?? newest);
  }, [newest]);
  return (
    <div className={style.body}>
      <Loaded query={customers}>
        {(listed) => {
          const people = chosen && !listed.some(({ phone }) => phone === chosen.phone) ? [chosen, ...listed] : listed;
          if (isAdding || (!chosen && !newest))
            return (
              <NewCustomer
                sessionId={session.id}
                isFirst={!chosen}
                onDone={(made) => {
                  setChosen(made ?? chosen);
                  setAdding(false);
                }}
              />
            );
          if (!chosen) return null;
          return (
            <>
              <div className={style.chooser}>
                <Select
                  className="grow"
                  aria-label={t("customer.choose")}
                  data={people.map((person) => ({ value: person.phone, label: nameOf(person) }))}
                  value={chosen.phone}
                  onChange={(value) => setChosen(people.find(({ phone }) => phone === value) ?? chosen)}
                  searchable
                />
                <Button
                  aria-label={t("customer.new")}
                  title={t("customer.new")}
                  onClick={() => setAdding(true)}
                  px={10}
                >
                  <IconUserPlus size={18} aria-hidden />
                </Button>
              </div>
              <CustomerPhone key={chosen.phone} session={session} customer={chosen} />
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

function nameOf({ name, phone }: Customer): string {
  return name === phone ? printPhone(phone) : `${name} · ${printPhone(phone)}`;
}
