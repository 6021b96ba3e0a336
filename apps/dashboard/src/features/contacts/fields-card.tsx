import { ActionIcon, Button, Modal, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usePermission } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card, CardRow } from "../../ui/card.tsx";
import { ConfirmDestructive } from "../../ui/confirm-destructive.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { type Field, fieldsQuery, useAddField, useDeleteField } from "./queries.ts";
import { contactTexts } from "./texts.ts";

/** All custom fields with what messages call them. */
export function FieldsCard() {
  const t = useTexts(contactTexts);
  const fields = useQuery(fieldsQuery);
  const mayOrganize = usePermission("contacts.organize");
  const remove = useDeleteField();
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Field>();
  return (
    <Card
      title={t("fields.title")}
      isFlush
      action={
        mayOrganize && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t("fields.new")}
          </Button>
        )
      }
    >
      <Loaded
        query={fields}
        empty={
          <CardRow>
            <span className="t3">{t("fields.empty")}</span>
          </CardRow>
        }
      >
        {(items) =>
          items.map((field) => (
            <CardRow
              key={field.id}
              side={
                mayOrganize && (
                  <ActionIcon aria-label={t("fields.delete", { label: field.label })} onClick={() => setLeaving(field)}>
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                )
              }
            >
              <b>{field.label}</b>
              <div className="meta">{t("fields.inText", { code: `{{field.${field.key}}}` })}</div>
            </CardRow>
          ))
        }
      </Loaded>
      <Modal opened={isAdding} onClose={() => setAdding(false)} title={t("fields.new")}>
        <FieldForm onDone={() => setAdding(false)} />
      </Modal>
      <ConfirmDestructive
        isOpen={leaving !== undefined}
        title={t("fields.delete.title", { label: leaving?.label ?? "" })}
        action={t("fields.delete.action")}
        isBusy={remove.isPending}
        error={remove.error}
        onClose={() => setLeaving(undefined)}
        onConfirm={() => leaving && remove.mutate(leaving.id, { onSuccess: () => setLeaving(undefined) })}
      >
        {t("fields.delete.body")}
      </ConfirmDestructive>
    </Card>
  );
}

function FieldForm({ onDone }: { onDone: () => void }) {
  const t = useTexts(contactTexts);
  const add = useAddField();
  const form = useForm({ initialValues: { label: "" } });
  return (
    <Form
      onSubmit={form.onSubmit(({ label }) => add.mutate(label, { onSuccess: onDone }))}
      error={add.error}
      texts={contactTexts}
    >
      <TextInput label={t("fields.label")} data-autofocus required maxLength={60} {...form.getInputProps("label")} />
      <FormActions submit={t("fields.new")} isBusy={add.isPending} />
    </Form>
  );
}
