import { Button } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { ConfirmDestructive } from "../../ui/confirm-destructive.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { LoadingCard } from "../../ui/states.tsx";
import { DateTime } from "../../ui/times.tsx";
import { toast } from "../../ui/toast.tsx";
import { ConsentCard } from "./consent-card.tsx";
import { ContactForm } from "./contact-form.tsx";
import style from "./contact-page.module.css";
import { contactQuery, fieldsQuery, type OneContact, useDeleteContact } from "./queries.ts";
import { TagsOfPerson } from "./tags-of-person.tsx";
import { contactTexts } from "./texts.ts";

const route = getRouteApi("/shell/contacts/$id");

/** One person: who, with which tags and fields, and what he agreed to. */
export function ContactPage() {
  const t = useTexts(contactTexts);
  const { id } = route.useParams();
  const contact = useQuery(contactQuery(id));
  const title = contact.data ? nameOf(contact.data) || t("unnamed") : t("title");
  return (
    <Page title={title} back="/contacts" actions={contact.data && <Actions contact={contact.data} />}>
      <Loaded query={contact} loading={<LoadingCard height={260} />}>
        {(person) => (
          <div className={style.columns}>
            <Details key={person.id} contact={person} />
            <div className="stack">
              <TagsOfPerson contact={person} />
              <ConsentCard contact={person} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** What to call a person. */
export function nameOf(contact: { name: string; phone: string | null }): string {
  return contact.name || contact.phone || "";
}

function Details({ contact }: { contact: OneContact }) {
  const t = useTexts(contactTexts);
  const [isEditing, setEditing] = useState(false);
  return (
    <Card
      title={t("person.details")}
      action={
        contact.abilities.edit &&
        !isEditing && (
          <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setEditing(true)}>
            {t("person.edit")}
          </Button>
        )
      }
    >
      {isEditing ? <ContactForm contact={contact} onDone={() => setEditing(false)} /> : <Facts contact={contact} />}
    </Card>
  );
}

function Facts({ contact }: { contact: OneContact }) {
  const t = useTexts(contactTexts);
  const fields = useQuery(fieldsQuery).data ?? [];
  const filled = fields.filter((field) => contact.fields[field.key]);
  return (
    <dl className={style.facts}>
      <dt>{t("form.name")}</dt>
      <dd>{contact.name || <span className="t3">{t("unnamed")}</span>}</dd>
      <dt>{t("form.phone")}</dt>
      <dd className="num">{contact.phone ?? <span className="t3">{t("noPhone")}</span>}</dd>
      {filled.map((field) => (
        <div key={field.id} className={style.pair}>
          <dt>{field.label}</dt>
          <dd>{contact.fields[field.key]}</dd>
        </div>
      ))}
      {contact.zone && (
        <>
          <dt>{t("form.zone")}</dt>
          <dd>{contact.zone}</dd>
        </>
      )}
      <dt>{t("person.since")}</dt>
      <dd>
        <DateTime at={contact.createdAt} />
      </dd>
    </dl>
  );
}

function Actions({ contact }: { contact: OneContact }) {
  const t = useTexts(contactTexts);
  const navigate = useNavigate();
  const remove = useDeleteContact(contact.id);
  const [isAsking, setAsking] = useState(false);
  const name = nameOf(contact) || t("unnamed");
  if (!contact.abilities.delete) return null;
  return (
    <>
      <Button leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setAsking(true)}>
        {t("person.delete")}
      </Button>
      <ConfirmDestructive
        isOpen={isAsking}
        title={t("delete.title", { name })}
        action={t("person.delete")}
        isBusy={remove.isPending}
        error={remove.error}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              toast(t("delete.done", { name }));
              void navigate({ to: "/contacts" });
            },
          })
        }
      >
        {t(contact.optedOutAt ? "delete.bodyOptedOut" : "delete.body")}
      </ConfirmDestructive>
    </>
  );
}
