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
  const { email } = invitation;
  return (
    <Door
      title={t("invitation.title", { organization: invitation.organizationName })}
      subtitle={t("invitation.body", { inviter: invitation.inviterName, email, role })}
    >
      <Answer token={token} email={email} userExists={invitation.userExists} />
    </Door>
  );
}

function Answer({ token, email, userExists }: { token: string; email: string; userExists: boolean }) {
  const t = useTexts(identityTexts);
  const navigate = useNavigate();
  const profile = useQuery({ ...profileQuery, retry: false });
  const accept = useAcceptInvitation(token);
  const signOut = useSignOut();
  const next = `/invitations/${token}`;
  if (profile.isPending) return <LoadingRows count={1} />;
  if (!profile.data) {
    const to = userExists ? "/sign-in" : "/sign-up";
    return (
      <LinkButton variant="filled" size="lg" to={to} search={{ next, email }}>
        {t(userExists ? "invitation.signIn" : "invitation.signUp")}
      </LinkButton>
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
