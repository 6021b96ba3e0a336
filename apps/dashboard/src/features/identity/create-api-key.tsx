import { Button, Checkbox, Modal, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useOrganization } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { CopyField } from "../../ui/copy-field.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import style from "./create-api-key.module.css";
import { useCreateApiKey } from "./queries.ts";
import { scopeLabel, scopes } from "./scopes.ts";
import { identityTexts } from "./texts.ts";
import { checkName } from "./validate.ts";

/** Asks for name and scopes, then shows the key this one time. */
export function CreateApiKey({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTexts(identityTexts);
  const create = useCreateApiKey();
  const close = () => {
    create.reset();
    onClose();
  };
  const hasKey = create.data !== undefined;
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t(hasKey ? "keys.once.title" : "keys.create")}
      // The key is shown once: a stray click beside the dialog must not lose it.
      closeOnClickOutside={!hasKey}
      closeOnEscape={!hasKey}
    >
      {create.data ? <Once value={create.data.key} name={create.data.name} onDone={close} /> : <Ask create={create} />}
    </Modal>
  );
}

function Ask({ create }: { create: ReturnType<typeof useCreateApiKey> }) {
  const t = useTexts(identityTexts);
  // A key holds at most what its maker may do.
  const { permissions } = useOrganization();
  const offered = scopes.filter((scope) => permissions.includes(scope));
  const form = useForm({
    initialValues: { name: "", scopes: [] as string[], days: "0" },
    validate: { name: checkName, scopes: (value) => (value.length > 0 ? null : t("keys.scopes.wrong")) },
  });
  const submit = form.onSubmit(({ name, scopes, days }) => {
    const expiresAt = days === "0" ? undefined : new Date(Date.now() + Number(days) * 86_400_000).toISOString();
    create.mutate({ name: name.trim(), scopes, ...(expiresAt ? { expiresAt } : {}) });
  });
  return (
    <Form onSubmit={submit} error={create.error}>
      <TextInput
        label={t("keys.name")}
        description={t("keys.name.hint")}
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Checkbox.Group label={t("keys.scopes")} {...form.getInputProps("scopes")}>
        <div className={style.scopes}>
          {offered.map((scope) => (
            <Checkbox key={scope} value={scope} label={scopeLabel(scope)} />
          ))}
        </div>
      </Checkbox.Group>
      <Select
        label={t("keys.expires")}
        data={[
          { value: "0", label: t("keys.expires.never") },
          { value: "30", label: t("keys.expires.30") },
          { value: "90", label: t("keys.expires.90") },
          { value: "365", label: t("keys.expires.365") },
        ]}
        {...form.getInputProps("days")}
      />
      <FormActions submit={t("keys.create")} isBusy={create.isPending} />
    </Form>
  );
}

function Once({ value, name, onDone }: { value: string; name: string; onDone: () => void }) {
  const t = useTexts(identityTexts);
  return (
    <div className="stack">
      <Notice>{t("keys.once.body")}</Notice>
      <CopyField label={name} value={value} />
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <Button variant="filled" onClick={onDone}>
          {t("keys.once.done")}
        </Button>
      </div>
    </div>
  );
}
