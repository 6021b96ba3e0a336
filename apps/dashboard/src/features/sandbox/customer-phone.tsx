import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { PhoneFrame } from "../../ui/phone-frame.tsx";
import { toast } from "../../ui/toast.tsx";
import { printPhone } from "../sessions/print-phone.ts";
import type { Session } from "../sessions/queries.ts";
import { ChatBubbles } from "./chat-bubbles.tsx";
import { Composer } from "./composer.tsx";
import { type Customer, customerChatQuery, useReadAsCustomer, useWriteAsCustomer } from "./queries.ts";
import { sandboxTexts } from "./texts.ts";

/** The chat with the business on a customer's phone. Having it open is reading it. */
export function CustomerPhone({ session, customer }: { session: Session; customer: Customer }) {
  const t = useTexts(sandboxTexts);
  const chat = useQuery(customerChatQuery(session.id, customer.phone));
  const write = useWriteAsCustomer(session.id, customer.phone);
  const { mutate: read } = useReadAsCustomer(session.id, customer.phone);
  const messages = chat.data ?? [];
  const unread = messages.filter(({ direction, status }) => direction === "incoming" && status !== "read").length;
  useEffect(() => {
    if (unread > 0) read();
  }, [unread, read]);
  return (
    <PhoneFrame
      height={500}
      label={t("customer.phone", { name: customer.name })}
      title={session.name}
      subtitle={session.phone ? printPhone(session.phone) : ""}
      foot={
        <Composer
          label={t("customer.write", { name: customer.name })}
          sendLabel={t("customer.send")}
          onSend={(text, fail) =>
            write.mutate(text, {
              onError: (error) => {
                fail();
                toast(describeProblem(error, sandboxTexts));
              },
            })
          }
        />
      }
    >
      <ChatBubbles messages={messages} empty={t("customer.empty")} />
    </PhoneFrame>
  );
}
