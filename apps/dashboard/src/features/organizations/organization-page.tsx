import { Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type Organization, useOrganization, usePermission } from "../../session/queries.ts";
import { common } from "../../texts/common.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { toast } from "../../ui/toast.tsx";
import { ZoneSelect } from "../identity/zone-select.tsx";
import { useUpdateOrganization } from "./queries.ts";
import { organizationTexts } from "./texts.ts";

export function OrganizationPage() {
  const t = useTexts(organizationTexts);
  const organization = useOrganization();
  return (
    <Page title={t("settings.title")} phoneBack="/settings" isNarrow>
      <Card>
        <Details key={organization.id} organization={organization} />
      </Card>
    </Page>
  );
}

function Details({ organization }: { organization: Organization }) {
  const t = useTexts(organizationTexts);
  const words = useTexts(common);
  const mayChange = usePermission("organization.manage");
  const update = useUpdateOrganization();
  const form = useForm({
    initialValues: { name: organization.name, zone: organization.zone, language: organization.language },
    validate: { name: (value) => (value.trim() === "" ? words("required") : null) },
  });
  const submit = form.onSubmit((values) =>
    update.mutate({ ...values, name: values.name.trim() }, { onSuccess: () => toast(words("saved")) }),
  );
  return (
    <Form onSubmit={submit} error={update.error}>
      {!mayChange && <Notice tone="info">{t("settings.readOnly")}</Notice>}
      <TextInput label={t("settings.name")} disabled={!mayChange} {...form.getInputProps("name")} />
      <ZoneSelect
        label={t("settings.zone")}
        description={t("settings.zone.hint")}
        disabled={!mayChange}
        {...form.getInputProps("zone")}
      />
      <Select
        label={t("settings.language")}
        disabled={!mayChange}
        data={[
          { value: "id", label: "Bahasa Indonesia" },
          { value: "en", label: "English" },
        ]}
        {...form.getInputProps("language")}
      />
      {mayChange && <FormActions submit={t("settings.save")} isBusy={update.isPending} />}
    </Form>
  );
}
