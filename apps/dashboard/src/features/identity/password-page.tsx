import { PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useProfile } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Page } from "../../ui/page.tsx";
import { toast } from "../../ui/toast.tsx";
import { NewPassword } from "./new-password.tsx";
import { useChangePassword } from "./queries.ts";
import { identityTexts } from "./texts.ts";
import { checkNewPassword, checkPresent } from "./validate.ts";

export function PasswordPage() {
  const t = useTexts(identityTexts);
  const profile = useProfile();
  const change = useChangePassword();
  const personal = [profile.name, profile.email];
  const form = useForm({
    initialValues: { currentPassword: "", newPassword: "" },
    validate: { currentPassword: checkPresent, newPassword: (value) => checkNewPassword(value, personal) },
  });
  const submit = form.onSubmit((values) =>
    change.mutate(values, {
      onSuccess: () => {
        form.reset();
        toast(t("password.done"));
      },
    }),
  );
  return (
    <Page title={t("password.title")} description={t("password.subtitle")} phoneBack="/settings" isNarrow>
      <Card>
        <Form onSubmit={submit} error={change.error} texts={identityTexts}>
          <input type="text" autoComplete="username" value={profile.email} readOnly hidden />
          <PasswordInput
            label={t("password.current")}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": t("show") }}
            {...form.getInputProps("currentPassword")}
          />
          <NewPassword
            label={t("password.new")}
            personal={personal}
            {...form.getInputProps("newPassword")}
            value={form.values.newPassword}
          />
          <FormActions submit={t("password.submit")} isBusy={change.isPending} />
        </Form>
      </Card>
    </Page>
  );
}
