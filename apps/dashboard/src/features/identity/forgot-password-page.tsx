import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import { useSystemInfo } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Form, FormActions } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Door } from "./door.tsx";
import { useForgotPassword } from "./queries.ts";
import { identityTexts } from "./texts.ts";
import { checkEmail } from "./validate.ts";

export function ForgotPasswordPage() {
  const t = useTexts(identityTexts);
  const system = useSystemInfo();
  const forgot = useForgotPassword();
  const form = useForm({ initialValues: { email: "" }, validate: { email: checkEmail } });
  const submit = form.onSubmit(({ email }) => forgot.mutate({ email: email.trim() }));
  return (
    <Door
      title={t("forgot.title")}
      subtitle={t("forgot.subtitle")}
      foot={
        <Link to="/sign-in" className="link">
          {t("verify.signIn")}
        </Link>
      }
    >
      {forgot.isSuccess ? (
        <>
          <Notice tone="ok">{t("forgot.sent", { email: forgot.variables.email })}</Notice>
          {system && !system.mailConfigured && <Notice>{t("checkMail.noMail")}</Notice>}
        </>
      ) : (
        <Form onSubmit={submit} error={forgot.error}>
          <TextInput label={t("email")} type="email" autoComplete="email" autoFocus {...form.getInputProps("email")} />
          <FormActions submit={t("forgot.submit")} isBusy={forgot.isPending} isWide />
        </Form>
      )}
    </Door>
  );
}
