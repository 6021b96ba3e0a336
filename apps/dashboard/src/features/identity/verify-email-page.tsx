import { Loader } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Door } from "./door.tsx";
import { useVerifyEmail } from "./queries.ts";
import { identityTexts } from "./texts.ts";

export function VerifyEmailPage() {
  const t = useTexts(identityTexts);
  const { token } = useSearch({ from: "/verify-email" });
  const navigate = useNavigate();
  const verify = useVerifyEmail();
  const { mutate } = verify;
  const asked = useRef("");
  useEffect(() => {
    // A token works once: asking twice, as development mode does, would show a failure for a success.
    if (asked.current === token) return;
    asked.current = token;
    mutate(
      { token },
      { onSuccess: () => void navigate({ to: "/sign-in", search: { done: "verified" }, replace: true }) },
    );
  }, [token, mutate, navigate]);
  return (
    <Door title={verify.isError ? t("verify.failed") : t("verify.title")}>
      {verify.isError ? (
        <>
          <Notice tone="danger">{describeProblem(verify.error, identityTexts)}</Notice>
          <LinkButton to="/sign-in">{t("verify.signIn")}</LinkButton>
        </>
      ) : (
        <p className="row t2" role="status">
          <Loader size="xs" /> {t("verify.busy")}
        </p>
      )}
    </Door>
  );
}
