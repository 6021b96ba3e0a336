import { Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link, useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { ApiProblem } from "../../api/problem.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Form, FormActions } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Door } from "./door.tsx";
import { useSignIn } from "./queries.ts";
import style from "./sign-in-page.module.css";
import { identityTexts } from "./texts.ts";
import { checkEmail, checkPresent } from "./validate.ts";

export function SignInPage() {
  const t = useTexts(identityTexts);
  const search = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const router = useRouter();
  const signIn = useSignIn();
  const form = useForm({
    initialValues: { email: search.email ?? "", password: "", remember: true },
    validate: { email: checkEmail, password: checkPresent },
  });
  const submit = form.onSubmit((values) =>
    signIn.mutate(
      { ...values, email: values.email.trim() },
      {
        onSuccess: () => (search.next ? router.history.push(search.next) : navigate({ to: "/" })),
        onError: (error) => {
          const isUnverified = error instanceof ApiProblem && error.code === "email_not_verified";
          if (isUnverified) void navigate({ to: "/check-mail", search: { email: values.email.trim() } });
        },
      },
    ),
  );
  return (
    <Door
      title={t("signIn.title")}
      foot={
        <>
          {t("signIn.new")}{" "}
          <Link to="/sign-up" search={search.next ? { next: search.next } : {}} className="link">
            {t("signIn.create")}
          </Link>
        </>
      }
    >
      {search.done && <Notice tone="ok">{t(search.done === "verified" ? "signIn.verified" : "signIn.reset")}</Notice>}
      <Form onSubmit={submit} error={signIn.error} texts={identityTexts}>
        <TextInput
          label={t("email")}
          type="email"
          autoComplete="username"
          autoFocus={!search.email}
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label={t("password")}
          autoComplete="current-password"
          autoFocus={Boolean(search.email)}
          visibilityToggleButtonProps={{ "aria-label": t("show") }}
          {...form.getInputProps("password")}
        />
        <div className={style.between}>
          <Checkbox label={t("signIn.remember")} {...form.getInputProps("remember", { type: "checkbox" })} />
          <Link to="/forgot-password" className="link">
            {t("signIn.forgot")}
          </Link>
        </div>
        <FormActions submit={t("signIn.submit")} isBusy={signIn.isPending} isWide />
      </Form>
    </Door>
  );
}
