import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { common } from "../../texts/common.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Form, FormActions, fieldErrors } from "../../ui/form.tsx";
import { toast } from "../../ui/toast.tsx";
import { ZoneSelect } from "../identity/zone-select.tsx";
import { fieldsQuery, type OneContact, useChangeContact } from "./queries.ts";
import { contactTexts } from "./texts.ts";

/** Changes name, number, zone and fields of a person. */
export function ContactForm({ contact, onDone }: { contact: OneContact; onDone: () => void }) {
  const t = useTexts(contactTexts);
  const words = useTexts(common);
  const fields = useQuery(fieldsQuery).data ?? [];
  const change = useChangeContact(contact.id);
  const form = useForm({
    initialValues: {
      name: contact.name,
      phone: contact.phone ?? "",
      zone: contact.zone,
      fields: { ...contact.fields },
    },
  });
  const submit = form.onSubmit(({ phone, ...values }) =>
    change.mutate(
      { ...values, phone: phone.trim() || null },
      {
        onSuccess: () => {
          toast(t("change.done"));
          onDone();
        },
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  return (
    <Form onSubmit={submit} error={change.error} texts={contactTexts}>
      <TextInput label={t("form.name")} maxLength={200} {...form.getInputProps("name")} />
      <TextInput label={t("form.phone")} inputMode="tel" maxLength={60} {...form.getInputProps("phone")} />
      {fields.map((field) => (
        <TextInput
          key={field.id}
          label={field.label}
          maxLength={1000}
          value={form.values.fields[field.key] ?? ""}
          onChange={(event) =>
            form.setFieldValue("fields", { ...form.values.fields, [field.key]: event.currentTarget.value })
          }
        />
      ))}
      <ZoneSelect label={t("form.zone")} description={t("form.zone.hint")} clearable {...form.getInputProps("zone")} />
      <FormActions submit={t("form.save")} isBusy={change.isPending}>
        <Button onClick={onDone}>{words("cancel")}</Button>
      </FormActions>
    </Form>
  );
}
