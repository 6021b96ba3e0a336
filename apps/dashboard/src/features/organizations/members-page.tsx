import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useOrganization, usePermission } from "../../session/queries.ts";
import { useCommands } from "../../shell/commands.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { LoadingCard } from "../../ui/states.tsx";
import { InviteMember } from "./invite-member.tsx";
import { MemberRow } from "./member-row.tsx";
import { PendingInvitations } from "./pending-invitations.tsx";
import type { Member } from "./queries.ts";
import { membersQuery } from "./queries.ts";
import { RemoveMember } from "./remove-member.tsx";
import { organizationTexts } from "./texts.ts";

export function MembersPage() {
  const t = useTexts(organizationTexts);
  const organization = useOrganization();
  const members = useQuery(membersQuery);
  const mayInvite = usePermission("members.invite");
  const [isInviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<Member>();
  useCommands(() =>
    mayInvite ? [{ id: "members.invite", label: t("invite.action"), run: () => setInviting(true) }] : [],
  );
  return (
    <Page
      title={t("members.title")}
      description={
        members.data && t("members.subtitle", { count: members.data.items.length, organization: organization.name })
      }
      phoneBack="/settings"
      isNarrow
      actions={
        mayInvite && (
          <Button
            variant="filled"
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => setInviting(true)}
          >
            {t("invite.action")}
          </Button>
        )
      }
    >
      <Loaded query={members} loading={<LoadingCard height={220} />}>
        {({ items }) => (
          <Card isFlush>
            {items.map((member) => (
              <MemberRow key={member.id} member={member} onRemove={() => setLeaving(member)} />
            ))}
          </Card>
        )}
      </Loaded>
      {mayInvite && <PendingInvitations />}
      <InviteMember isOpen={isInviting} onClose={() => setInviting(false)} />
      <RemoveMember member={leaving} onClose={() => setLeaving(undefined)} />
    </Page>
  );
}
