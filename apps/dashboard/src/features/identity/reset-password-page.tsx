import { useForm } from "@mantine/form";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTexts } from "../../texts/use-texts.ts";
import { Form, FormActions } from "../../ui/form.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Door } from "./door.tsx";
import { NewPassword } from "./new-password.tsx";
import { useResetPassword } from "./queries.ts";
import { identityTexts } from "./texts.ts";
import { checkNewPassword } from "./validate.ts";

export function ResetPasswordPage() {
  const t = useTexts(identityTexts);
  const { token } = useSearch({ from: "/reset-password" });
  const navigate = useNavigate();
  const reset = useResetPassword();
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: (value) => checkNewPassword(value, []) },
  });
  const submit = form.onSubmit(({ password }) =>
    reset.mutate(
      { token, password },
      { onSuccess: () => navigate({ to: "/sign-in", search: { done: "reset" }, replace: true }) },
    ),
  );
  const askAgain = <LinkButton to="/forgot-password">{t("reset.ask")}</LinkButton>;
  return (
    <Door title={t("reset.title")}>
      {token === "" ? (
        <Notice tone="danger" actions={askAgain}>
          {t("reset.noToken")}
        </Notice>
      ) : (
        <Form onSubmit={submit} error={reset.error} texts={identityTexts}>
          <NewPassword
            label={t("password.new")}
            autoFocus
            personal={[]}
            {...form.getInputProps("password")}
            value={form.values.password}
          />
          <FormActions submit={t("reset.submit")} isBusy={reset.isPending} isWide>
            {reset.isError && askAgain}
          </FormActions>
        </Form>
      )}
    </Door>
  );
}
