import { Loader, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { organizationsQuery, profileQuery } from "../../session/queries.ts";
import { useLanguage, useTexts } from "../../texts/use-texts.ts";
import { Form, FormActions } from "../../ui/form.tsx";
import { deviceZone } from "../../ui/format.ts";
import { useCreateOrganization } from "../organizations/queries.ts";
import { Door } from "./door.tsx";
import { identityTexts } from "./texts.ts";
import { ZoneSelect } from "./zone-select.tsx";

export function OnboardingPage() {
  const t = useTexts(identityTexts);
  const { another } = useSearch({ from: "/onboarding" });
  const profile = useQuery(profileQuery);
  const organizations = useQuery(organizationsQuery);
  if (profile.isError) return <Navigate to="/sign-in" search={{ next: "/onboarding" }} />;
  if (profile.isPending || organizations.isPending) return <Door title={t("onboarding.title")}>{<Loader />}</Door>;
  if (!another && organizations.data?.length) return <Navigate to="/" />;
  return (
    <Door
      title={t("onboarding.title")}
      subtitle={t("onboarding.subtitle")}
      foot={another ? undefined : t("onboarding.waiting")}
    >
      <Questions zone={profile.data.zone} />
    </Door>
  );
}

function Questions({ zone }: { zone: string }) {
  const t = useTexts(identityTexts);
  const language = useLanguage();
  const navigate = useNavigate();
  const create = useCreateOrganization();
  const form = useForm({
    initialValues: { name: "", zone: zone || deviceZone(), language: `${language}` },
    validate: { name: (value) => (value.trim() === "" ? t("onboarding.name.wrong") : null) },
  });
  const submit = form.onSubmit((values) =>
    create.mutate({ ...values, name: values.name.trim() }, { onSuccess: () => navigate({ to: "/" }) }),
  );
  return (
    <Form onSubmit={submit} error={create.error}>
      <TextInput label={t("onboarding.name")} autoComplete="organization" autoFocus {...form.getInputProps("name")} />
      <ZoneSelect
        label={t("onboarding.zone")}
        description={t("onboarding.zone.hint")}
        {...form.getInputProps("zone")}
      />
      <Select
        label={t("onboarding.language")}
        data={[
          { value: "id", label: "Bahasa Indonesia" },
          { value: "en", label: "English" },
        ]}
        {...form.getInputProps("language")}
      />
      <FormActions submit={t("onboarding.submit")} isBusy={create.isPending} isWide />
    </Form>
  );
}
