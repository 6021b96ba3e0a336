import { Button } from "@mantine/core";
import { useSearch } from "@tanstack/react-router";
import { describeProblem } from "../../api/problem-texts.ts";
import { useSystemInfo } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Drawing } from "../../ui/drawings.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Door } from "./door.tsx";
import { useResendVerification } from "./queries.ts";
import { identityTexts } from "./texts.ts";

export function CheckMailPage() {
  const t = useTexts(identityTexts);
  const { email } = useSearch({ from: "/check-mail" });
  const system = useSystemInfo();
  const resend = useResendVerification();
  return (
    <Door title={t("checkMail.title")}>
      <Drawing name="mail" />
      <p className="t2" style={{ fontSize: "var(--fs-14)" }}>
        {t("checkMail.body", { email })}
      </p>
      {system && !system.mailConfigured && <Notice>{t("checkMail.noMail")}</Notice>}
      {resend.isSuccess && <Notice tone="ok">{t("checkMail.resent")}</Notice>}
      {resend.isError && <Notice tone="danger">{describeProblem(resend.error)}</Notice>}
      <div className="row">
        <Button onClick={() => resend.mutate({ email })} loading={resend.isPending} disabled={email === ""}>
          {t("checkMail.resend")}
        </Button>
        <LinkButton variant="subtle" to="/sign-up">
          {t("checkMail.other")}
        </LinkButton>
      </div>
    </Door>
  );
}
