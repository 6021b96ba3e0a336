import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import { Card, CardRow } from "../../ui/card.tsx";
import { ConfirmDestructive } from "../../ui/confirm-destructive.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { LoadingCard } from "../../ui/states.tsx";
import { StatusChip } from "../../ui/status-chip.tsx";
import { DateTime } from "../../ui/times.tsx";
import { type Invitation, invitationsQuery, useCancelInvitation } from "./queries.ts";
import { roleName } from "./roles.ts";
import { organizationTexts } from "./texts.ts";

/** Invitations not accepted yet; nothing at all when there is none. */
export function PendingInvitations() {
  const t = useTexts(organizationTexts);
  const invitations = useQuery(invitationsQuery);
  const cancel = useCancelInvitation();
  const [leaving, setLeaving] = useState<Invitation>();
  const email = leaving?.email ?? "";
  return (
    <>
      <Loaded query={invitations} loading={<LoadingCard height={90} />} empty={null}>
        {({ items }) => (
          <Card title={t("pending.title")} meta={t("pending.meta", { count: items.length })} isFlush>
            {items.map((invitation) => (
              <Row key={invitation.id} invitation={invitation} onCancel={() => setLeaving(invitation)} />
            ))}
          </Card>
        )}
      </Loaded>
      <ConfirmDestructive
        isOpen={leaving !== undefined}
        title={t("pending.cancel.title", { email })}
        action={t("pending.cancel.action")}
        isBusy={cancel.isPending}
        error={cancel.error}
        onClose={() => setLeaving(undefined)}
        onConfirm={() => leaving && cancel.mutate(leaving.id, { onSuccess: () => setLeaving(undefined) })}
      >
        {t("pending.cancel.body")}
      </ConfirmDestructive>
    </>
  );
}

function Row({ invitation, onCancel }: { invitation: Invitation; onCancel: () => void }) {
  const t = useTexts(organizationTexts);
  const isExpired = Date.parse(invitation.expiresAt) < Date.now();
  return (
    <CardRow
      side={
        <Button variant="subtle" size="sm" onClick={onCancel}>
          {t("pending.cancel")}
        </Button>
      }
    >
      <div className="row">
        <b className="cut">{invitation.email}</b>
        {isExpired && <StatusChip tone="warn">{t("pending.expired")}</StatusChip>}
      </div>
      <div className="meta">
        {roleName(invitation.role)} · {t("pending.until")} <DateTime at={invitation.expiresAt} />
      </div>
    </CardRow>
  );
}
