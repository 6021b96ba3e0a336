import { Checkbox, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useSystemInfo } from "../../session/queries.ts";
import { useLanguage, useTexts } from "../../texts/use-texts.ts";
import { Form, FormActions, fieldErrors } from "../../ui/form.tsx";
import { deviceZone } from "../../ui/format.ts";
import { Notice } from "../../ui/notice.tsx";
import { Door } from "./door.tsx";
import { NewPassword } from "./new-password.tsx";
import { useSignIn, useSignUp } from "./queries.ts";
import { identityTexts } from "./texts.ts";
import { checkEmail, checkName, checkNewPassword } from "./validate.ts";

export function SignUpPage() {
  const t = useTexts(identityTexts);
  const language = useLanguage();
  const navigate = useNavigate();
  const search = useSearch({ from: "/sign-up" });
  const signUp = useSignUp();
  const signIn = useSignIn();
  const system = useSystemInfo();
  const form = useForm({
    initialValues: { name: "", email: search.email ?? "", password: "", acceptTerms: false },
    validate: {
      name: checkName,
      email: checkEmail,
      password: (value, values) => checkNewPassword(value, [values.name, values.email]),
      acceptTerms: (value) => (value ? null : t("signUp.terms.wrong")),
    },
  });
  const submit = form.onSubmit((values) =>
    signUp.mutate(
      { ...values, name: values.name.trim(), email: values.email.trim(), language, zone: deviceZone() },
      {
        onSuccess: (answer, { email, password }) => {
          if (answer.emailVerificationRequired) return void navigate({ to: "/check-mail", search: { email } });
          // Nothing to wait for: this is the operator of a new server without a mail server.
          const enter = { email, password, remember: true };
          signIn.mutate(enter, {
            onSuccess: () => navigate({ to: "/" }),
            onError: () => navigate({ to: "/sign-in", search: { email } }),
          });
        },
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  return (
    <Door
      title={t("signUp.title")}
      subtitle={t("signUp.subtitle")}
      foot={
        <>
          {t("signUp.have")}{" "}
          <Link to="/sign-in" search={search.next ? { next: search.next } : {}} className="link">
            {t("signIn.title")}
          </Link>
        </>
      }
    >
      {system?.signUp === "invited" && !search.next && <Notice tone="info">{t("signUp.closed")}</Notice>}
      <Form onSubmit={submit} error={signUp.error} texts={identityTexts}>
        <TextInput label={t("name")} autoComplete="name" autoFocus {...form.getInputProps("name")} />
        <TextInput label={t("email")} type="email" autoComplete="email" {...form.getInputProps("email")} />
        <NewPassword
          label={t("password")}
          personal={[form.values.name, form.values.email]}
          {...form.getInputProps("password")}
          value={form.values.password}
        />
        <Checkbox label={t("signUp.terms")} {...form.getInputProps("acceptTerms", { type: "checkbox" })} />
        <FormActions submit={t("signUp.submit")} isBusy={signUp.isPending || signIn.isPending} isWide />
      </Form>
    </Door>
  );
}
