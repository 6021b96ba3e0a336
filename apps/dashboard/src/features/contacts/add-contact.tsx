import { Modal, MultiSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ApiProblem } from "../../api/problem.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Form, FormActions, fieldErrors } from "../../ui/form.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { toast } from "../../ui/toast.tsx";
import { tagsQuery, useAddContact } from "./queries.ts";
import { contactTexts } from "./texts.ts";

/** Asks for a person; a number that somebody has leads to that person. */
export function AddContact({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTexts(contactTexts);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("add")}>
      <Ask onDone={onClose} />
    </Modal>
  );
}

function Ask({ onDone }: { onDone: () => void }) {
  const t = useTexts(contactTexts);
  const navigate = useNavigate();
  const tags = useQuery(tagsQuery).data ?? [];
  const add = useAddContact();
  const noTags: string[] = [];
  const form = useForm({ initialValues: { name: "", phone: "", tagIds: noTags } });
  const submit = form.onSubmit((draft) =>
    add.mutate(draft, {
      onSuccess: (contact) => {
        toast(t("add.done", { name: contact.name || contact.phone || "" }));
        onDone();
        void navigate({ to: "/contacts/$id", params: { id: contact.id } });
      },
      onError: (error) => form.setErrors(fieldErrors(error)),
    }),
  );
  const known = add.error instanceof ApiProblem ? add.error.data.contactId : undefined;
  return (
    <Form onSubmit={submit} error={add.error} texts={contactTexts}>
      <TextInput label={t("form.name")} data-autofocus maxLength={200} {...form.getInputProps("name")} />
      <TextInput
        label={t("form.phone")}
        description={t("form.phone.hint")}
        inputMode="tel"
        maxLength={60}
        {...form.getInputProps("phone")}
      />
      {tags.length > 0 && (
        <MultiSelect
          label={t("form.tags")}
          searchable
          data={tags.map((tag) => ({ value: tag.id, label: tag.name }))}
          {...form.getInputProps("tagIds")}
        />
      )}
      <FormActions submit={t("form.save")} isBusy={add.isPending}>
        {typeof known === "string" && (
          <LinkButton to="/contacts/$id" params={{ id: known }} onClick={onDone}>
            {t("column.name")}
          </LinkButton>
        )}
      </FormActions>
    </Form>
  );
}
