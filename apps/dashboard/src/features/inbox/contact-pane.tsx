import { ActionIcon } from "@mantine/core";
import { IconBan, IconShieldCheck, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTexts } from "../../texts/use-texts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { useFormat } from "../../ui/format.ts";
import { Pane, PaneTitle } from "../../ui/pane.tsx";
import { ErrorState, LoadingRows } from "../../ui/states.tsx";
import { StatusChip } from "../../ui/status-chip.tsx";
import { printPhone } from "../sessions/print-phone.ts";
import style from "./contact-pane.module.css";
import { type Conversation, conversationQuery, type Person, personQuery } from "./queries.ts";
import { inboxTexts } from "./texts.ts";
import { nameOf } from "./words.ts";

/** Who the conversation is with, as contacts know him. */
export function ContactPane({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts(inboxTexts);
  const conversation = useQuery(conversationQuery(id)).data;
  return (
    <Pane
      label={t("contact")}
      className={style.pane ?? ""}
      head={
        <PaneTitle title={t("contact")}>
          <ActionIcon onClick={onClose} aria-label={t("contact.hide")}>
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </PaneTitle>
      }
    >
      {conversation && <About conversation={conversation} />}
    </Pane>
  );
}

function About({ conversation }: { conversation: Conversation }) {
  const t = useTexts(inboxTexts);
  const { contactId } = conversation;
  const query = useQuery({ ...personQuery(contactId ?? ""), enabled: contactId !== null });
  return (
    <>
      <section className={style.who}>
        <Avatar name={nameOf(conversation, t)} of="customer" size="large" seed={contactId ?? conversation.id} />
        <div className="grow">
          <h2>{nameOf(conversation, t)}</h2>
          {conversation.phone && <p className="num t2">{printPhone(conversation.phone)}</p>}
          {query.data?.zone && <LocalTime zone={query.data.zone} />}
        </div>
      </section>
      {contactId === null ? (
        <section className="t3">{conversation.kind === "group" ? t("group") : t("contact.unknown")}</section>
      ) : query.isPending ? (
        <LoadingRows count={3} height={40} />
      ) : query.data ? (
        <Details person={query.data} />
      ) : (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
    </>
  );
}

function Details({ person }: { person: Person }) {
  const t = useTexts(inboxTexts);
  const { date } = useFormat();
  const fields = Object.entries(person.fields);
  return (
    <>
      <section>
        <h3>{t("contact.consent")}</h3>
        <p className={style.consent}>
          {person.optedOutAt ? (
            <>
              <IconBan size={16} color="var(--danger)" aria-hidden />
              {t("contact.optedOut", { date: date(person.optedOutAt) })}
            </>
          ) : (
            <>
              <IconShieldCheck size={16} color="var(--ok)" aria-hidden />
              {t("contact.mayBeWritten")}
            </>
          )}
        </p>
      </section>
      <section>
        <h3>{t("contact.details")}</h3>
        <dl className={style.facts}>
          {fields.map(([key, value]) => (
            <Fact key={key} name={key} value={value} />
          ))}
          <Fact name={t("contact.since")} value={date(person.createdAt)} />
        </dl>
      </section>
      {person.tags.length > 0 && (
        <section>
          <h3>{t("contact.labels")}</h3>
          <p className={style.labels}>
            {person.tags.map((tag) => (
              <StatusChip key={tag.id} tone="neutral">
                {tag.name}
              </StatusChip>
            ))}
          </p>
        </section>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="cut">{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function LocalTime({ zone }: { zone: string }) {
  const t = useTexts(inboxTexts);
  const { time, zoneName } = useFormat(zone);
  return <p className="meta num">{t("contact.time", { time: time(new Date().toISOString()), zone: zoneName() })}</p>;
}
