import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { describeProblem } from "../../api/problem-texts.ts";
import { profileQuery } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { LoadingRows } from "../../ui/states.tsx";
import { roleName } from "../organizations/roles.ts";
import { Door } from "./door.tsx";
import { type InvitationPreview, invitationQuery, useAcceptInvitation, useSignOut } from "./queries.ts";
import { identityTexts } from "./texts.ts";

export function InvitationPage() {
  const t = useTexts(identityTexts);
  const { token } = useParams({ from: "/invitations/$token" });
  const invitation = useQuery(invitationQuery(token));
  if (invitation.isPending) return <Door title="…">{<LoadingRows count={2} />}</Door>;
  if (invitation.isError) {
    return (
      <Door title={t("verify.failed")}>
        <Notice tone="danger">{describeProblem(invitation.error, identityTexts)}</Notice>
        <LinkButton to="/">{t("verify.signIn")}</LinkButton>
      </Door>
    );
  }
  return <Invitation token={token} invitation={invitation.data} />;
}

function Invitation({ token, invitation }: { token: string; invitation: InvitationPreview }) {
  const t = useTexts(identityTexts);
  const role = roleName(invitation.role);
  const { email, inviterName } = invitation;
  return (
    <Door
      title={t("invitation.title", { organization: invitation.organizationName })}
      subtitle={
        inviterName
          ? t("invitation.body", { inviter: inviterName, email, role })
          : t("invitation.bodyNoInviter", { email, role })
      }
    >
      <Answer token={token} email={email} />
    </Door>
  );
}

function Answer({ token, email }: { token: string; email: string }) {
  const t = useTexts(identityTexts);
  const navigate = useNavigate();
  const profile = useQuery({ ...profileQuery, retry: false });
  const accept = useAcceptInvitation(token);
  const signOut = useSignOut();
  const next = `/invitations/${token}`;
  if (profile.isPending) return <LoadingRows count={1} />;
  if (!profile.data) {
    return (
      <>
        <LinkButton variant="filled" size="lg" to="/sign-up" search={{ next, email }}>
          {t("invitation.signUp")}
        </LinkButton>
        <LinkButton size="lg" to="/sign-in" search={{ next, email }}>
          {t("invitation.signIn")}
        </LinkButton>
      </>
    );
  }
  if (profile.data.email.toLowerCase() !== email.toLowerCase()) {
    return (
      <Notice
        actions={
          <Button loading={signOut.isPending} onClick={() => signOut.mutate()}>
            {t("invitation.signIn")}
          </Button>
        }
      >
        {t("invitation.other", { email: profile.data.email, invited: email })}
      </Notice>
    );
  }
  return (
    <>
      {accept.isError && <Notice tone="danger">{describeProblem(accept.error, identityTexts)}</Notice>}
      <Button
        variant="filled"
        size="lg"
        loading={accept.isPending}
        onClick={() => accept.mutate(undefined, { onSuccess: () => navigate({ to: "/" }) })}
      >
        {t("invitation.accept")}
      </Button>
    </>
  );
}
