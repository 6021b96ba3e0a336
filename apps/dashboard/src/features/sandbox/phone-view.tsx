import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { describeProblem } from "../../api/problem-texts.ts";
import { common } from "../../texts/common.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { PhoneFrame } from "../../ui/phone-frame.tsx";
import { toast } from "../../ui/toast.tsx";
import { printPhone } from "../sessions/print-phone.ts";
import type { Session } from "../sessions/queries.ts";
import { ChatBubbles } from "./chat-bubbles.tsx";
import { Composer } from "./composer.tsx";
import { type Customer, customersQuery, phoneChatQuery, useTypeOnPhone } from "./queries.ts";
import style from "./sandbox-drawer.module.css";
import { sandboxTexts } from "./texts.ts";

/** The phone of the number's owner: its chats, and what the owner types there past Balas. */
export function PhoneView({ session }: { session: Session }) {
  const t = useTexts(sandboxTexts);
  const tCommon = useTexts(common);
  const customers = useQuery(customersQuery(session.id));
  const [phone, setPhone] = useState<string>();
  const people = customers.data ?? [];
  const chosen = people.find((person) => person.phone === phone);
  return (
    <div className={style.body}>
      <p className={style.lead}>{t("phone.lead")}</p>
      {chosen ? (
        <>
          <OwnerChat session={session} customer={chosen} />
          <button type="button" className={`link ${style.back}`} onClick={() => setPhone(undefined)}>
            {tCommon("back")}
          </button>
        </>
      ) : (
        <PhoneFrame
          height={500}
          label={t("phone.label", { name: session.name })}
          title={t("phone.chats")}
          subtitle={session.phone ? printPhone(session.phone) : ""}
        >
          {people.length === 0 ? (
            <p className={style.hint}>{t("phone.empty")}</p>
          ) : (
            <div className={style.chats}>
              {people.map((person) => (
                <button key={person.phone} type="button" onClick={() => setPhone(person.phone)}>
                  <Avatar name={person.name} of="customer" />
                  <span>
                    <b className="cut">{person.name}</b>
                    <small>{person.lastMessage?.text ?? printPhone(person.phone)}</small>
                  </span>
                </button>
              ))}
            </div>
          )}
        </PhoneFrame>
      )}
    </div>
  );
}

function OwnerChat({ session, customer }: { session: Session; customer: Customer }) {
  const t = useTexts(sandboxTexts);
  const chat = useQuery(phoneChatQuery(session.id, customer.phone));
  const type = useTypeOnPhone(session.id, customer.phone);
  return (
    <PhoneFrame
      height={500}
      label={t("phone.label", { name: session.name })}
      title={customer.name}
      subtitle={printPhone(customer.phone)}
      foot={
        <Composer
          label={t("phone.write")}
          sendLabel={t("phone.send")}
          onSend={(text, fail) =>
            type.mutate(text, {
              onError: (error) => {
                fail();
                toast(describeProblem(error, sandboxTexts));
              },
            })
          }
        />
      }
    >
      <ChatBubbles messages={chat.data ?? []} empty={t("phone.empty")} />
    </PhoneFrame>
  );
}
