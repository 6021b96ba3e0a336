import { Checkbox, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { usePermission, useSystemInfo } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { DeniedState } from "../../ui/states.tsx";
import { Choice } from "./choice.tsx";
import { useCreateSession } from "./queries.ts";
import { sessionTexts } from "./texts.ts";

type Network = "live" | "sandbox";

export function AddNumberPage() {
  const t = useTexts(sessionTexts);
  const navigate = useNavigate();
  const system = useSystemInfo();
  const create = useCreateSession();
  const form = useForm({
    initialValues: { network: "sandbox" as Network, name: "", acceptsRisk: false },
    validate: {
      name: (value) => (value.trim() === "" ? t("new.name.wrong") : value.length > 80 ? t("new.name.long") : null),
      acceptsRisk: (value, { network }) => (network === "live" && !value ? t("new.risk.wrong") : null),
    },
  });
  const hasSandbox = system?.sandboxAvailable !== false;
  const submit = form.onSubmit(({ name, network }) =>
    create.mutate(
      { name: name.trim(), network },
      { onSuccess: ({ id }) => navigate({ to: "/numbers/$sessionId/pair", params: { sessionId: id } }) },
    ),
  );
  const choose = (network: Network) => form.setFieldValue("network", network);
  const { network } = form.values;
  if (!usePermission("sessions.pair")) return <DeniedState />;
  return (
    <Page title={t("title.new")} back="/numbers" isNarrow>
      <Card>
        <Form onSubmit={submit} error={create.error} texts={sessionTexts}>
          <fieldset style={{ display: "grid", gap: 10, margin: 0, padding: 0, border: 0 }}>
            <legend style={{ padding: 0, marginBottom: 8, fontWeight: "var(--w-medium)" }}>{t("new.which")}</legend>
            <Choice
              name="network"
              value="sandbox"
              title={t("new.sandbox")}
              body={hasSandbox ? t("new.sandbox.body") : t("new.sandbox.missing")}
              isChosen={network === "sandbox"}
              isDisabled={!hasSandbox}
              onChoose={() => choose("sandbox")}
            />
            <Choice
              name="network"
              value="live"
              title={t("new.live")}
              body={t("new.live.body")}
              isChosen={network === "live"}
              onChoose={() => choose("live")}
            />
          </fieldset>
          {network === "live" && (
            <>
              <Notice title={t("new.risk.title")}>{t("new.risk.body")}</Notice>
              <Checkbox label={t("new.risk.accept")} {...form.getInputProps("acceptsRisk", { type: "checkbox" })} />
            </>
          )}
          <TextInput
            label={t("new.name")}
            description={t("new.name.hint")}
            maxLength={80}
            {...form.getInputProps("name")}
          />
          <FormActions submit={t("new.submit")} isBusy={create.isPending} />
        </Form>
      </Card>
    </Page>
  );
}
