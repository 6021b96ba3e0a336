import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { common } from "../../texts/common.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Page } from "../../ui/page.tsx";
import { useCreateCampaign } from "./queries.ts";
import { campaignTexts } from "./texts.ts";

/** The name makes the draft; everything else is asked and saved step by step. */
export function NewCampaignPage() {
  const t = useTexts(campaignTexts);
  const words = useTexts(common);
  const navigate = useNavigate();
  const create = useCreateCampaign();
  const form = useForm({
    initialValues: { name: "" },
    validate: { name: (value) => (value.trim() ? null : words("required")) },
  });
  return (
    <Page title={t("new.title")} back="/campaigns" isNarrow>
      <Card>
        <Form
          error={create.error}
          texts={campaignTexts}
          onSubmit={form.onSubmit(async ({ name }) => {
            const { id } = await create.mutateAsync(name.trim());
            await navigate({ to: "/campaigns/$id", params: { id }, search: { step: "audience" }, replace: true });
          })}
        >
          <TextInput
            label={t("new.name")}
            description={t("new.name.hint")}
            maxLength={200}
            data-autofocus
            autoFocus
            autoComplete="off"
            {...form.getInputProps("name")}
          />
          <FormActions submit={t("new.action")} isBusy={create.isPending} />
        </Form>
      </Card>
    </Page>
  );
}
