import { Modal, Select, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import { Form, FormActions, fieldErrors } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { sessionsQuery } from "../sessions/queries.ts";
import { useStartChat } from "./actions.ts";
import { inboxTexts } from "./texts.ts";

/** Writes to somebody first. */
export function NewChat(props: { isOpen: boolean; onClose: () => void; onStarted: (conversationId: string) => void }) {
  const t = useTexts(inboxTexts);
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={t("new.title")}>
      {props.isOpen && <Fields {...props} />}
    </Modal>
  );
}

function Fields(props: Parameters<typeof NewChat>[0]) {
  const t = useTexts(inboxTexts);
  const sessions = (useQuery(sessionsQuery).data ?? []).filter((session) => session.phone !== null);
  const start = useStartChat();
  // One id for the dialog: whatever is pressed twice is sent once.
  const [clientId, setClientId] = useState(() => crypto.randomUUID());
  const firstOnline = sessions.find((session) => session.status === "online") ?? sessions[0];
  const form = useForm({
    initialValues: { sessionId: firstOnline?.id ?? "", phone: "", text: "" },
    validate: {
      phone: (value) => (value.trim() === "" ? t("new.wrong") : null),
      text: (value) => (value.trim() === "" ? t("new.wrong") : null),
    },
  });
  if (sessions.length === 0) return <Notice tone="info">{t("new.noNumber")}</Notice>;
  const submit = form.onSubmit(({ sessionId, phone, text }) =>
    start.mutate(
      { sessionId: sessionId || (firstOnline?.id ?? ""), phone, text, clientId },
      {
        onSuccess: (conversation) => props.onStarted(conversation.id),
        onError: (error) => {
          setClientId(crypto.randomUUID());
          form.setErrors(fieldErrors(error));
        },
      },
    ),
  );
  return (
    <Form onSubmit={submit} error={start.error} texts={inboxTexts}>
      {sessions.length > 1 && (
        <Select
          label={t("new.number")}
          data={sessions.map((session) => ({ value: session.id, label: `${session.name} ${session.phone ?? ""}` }))}
          {...form.getInputProps("sessionId")}
        />
      )}
      <TextInput
        label={t("new.phone")}
        description={t("new.phone.hint")}
        type="tel"
        inputMode="tel"
        data-autofocus
        {...form.getInputProps("phone")}
      />
      <Textarea label={t("new.text")} minRows={3} maxRows={8} {...form.getInputProps("text")} />
      <FormActions submit={t("new.send")} isBusy={start.isPending} />
    </Form>
  );
}
