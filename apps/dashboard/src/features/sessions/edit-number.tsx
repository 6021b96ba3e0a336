import { Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { common } from "../../texts/common.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { toast } from "../../ui/toast.tsx";
import { type Session, useUpdateSession } from "./queries.ts";
import { sessionTexts } from "./texts.ts";

/** What the team calls the number. */
export function EditNumber({ session }: { session: Session }) {
  const t = useTexts(sessionTexts);
  const tCommon = useTexts(common);
  const update = useUpdateSession(session.id);
  const form = useForm({
    initialValues: { name: session.name, description: session.description },
    validate: { name: (value) => (value.trim() === "" ? t("new.name.wrong") : null) },
  });
  const submit = form.onSubmit((values) =>
    update.mutate(
      { name: values.name.trim(), description: values.description.trim() },
      { onSuccess: () => toast(tCommon("saved")) },
    ),
  );
  return (
    <Card title={t("edit.title")}>
      <Form onSubmit={submit} error={update.error} texts={sessionTexts}>
        <TextInput label={t("new.name")} maxLength={80} {...form.getInputProps("name")} />
        <Textarea label={t("new.description")} maxLength={500} minRows={2} {...form.getInputProps("description")} />
        <FormActions submit={t("edit.submit")} isBusy={update.isPending} />
      </Form>
    </Card>
  );
}
