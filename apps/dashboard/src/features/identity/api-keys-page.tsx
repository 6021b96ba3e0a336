import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import { Card, CardRow } from "../../ui/card.tsx";
import { ConfirmDestructive } from "../../ui/confirm-destructive.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState, LoadingCard } from "../../ui/states.tsx";
import { StatusChip } from "../../ui/status-chip.tsx";
import { DateTime, RelativeTime } from "../../ui/times.tsx";
import { toast } from "../../ui/toast.tsx";
import { CreateApiKey } from "./create-api-key.tsx";
import { type ApiKey, apiKeysQuery, useRevokeApiKey } from "./queries.ts";
import { scopeLabel } from "./scopes.ts";
import { identityTexts } from "./texts.ts";

export function ApiKeysPage() {
  const t = useTexts(identityTexts);
  const keys = useQuery(apiKeysQuery);
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  const create = (
    <Button variant="filled" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t("keys.create")}
    </Button>
  );
  const hasKeys = (keys.data?.items.length ?? 0) > 0;
  return (
    <Page
      title={t("keys.title")}
      description={t("keys.subtitle")}
      phoneBack="/settings"
      isNarrow
      actions={hasKeys ? create : undefined}
    >
      <Loaded
        query={keys}
        loading={<LoadingCard />}
        empty={
          <Card>
            <EmptyState drawing="key" title={t("keys.empty")} sentence={t("keys.empty.body")} action={create} />
          </Card>
        }
      >
        {({ items }) => (
          <Card isFlush>
            {items.map((key) => (
              <Key key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
            ))}
          </Card>
        )}
      </Loaded>
      <CreateApiKey isOpen={isCreating} onClose={() => setCreating(false)} />
      <Revoke apiKey={revoking} onClose={() => setRevoking(undefined)} />
    </Page>
  );
}

function Key({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const t = useTexts(identityTexts);
  const { expiresAt, lastUsedAt } = apiKey;
  const isExpired = expiresAt !== null && Date.parse(expiresAt) < Date.now();
  return (
    <CardRow
      side={
        <Button variant="subtle" size="sm" onClick={onRevoke}>
          {t("keys.revoke")}
        </Button>
      }
    >
      <div className="row" style={{ flexWrap: "wrap" }}>
        <b>{apiKey.name}</b>
        <code className="t3">{apiKey.prefix}…</code>
        {isExpired && <StatusChip tone="bad">{t("keys.expired")}</StatusChip>}
        {apiKey.scopes.map((scope) => (
          <StatusChip key={scope} tone="neutral">
            {scopeLabel(scope)}
          </StatusChip>
        ))}
      </div>
      <div className="meta">
        {t("keys.created")} <DateTime at={apiKey.createdAt} hasZone={false} />{" "}
        {t("keys.by", { name: apiKey.createdBy.name })} ·{" "}
        {lastUsedAt ? (
          <>
            {t("keys.used")} <RelativeTime at={lastUsedAt} isInSentence />
          </>
        ) : (
          t("keys.neverUsed")
        )}
        {expiresAt && (
          <>
            {" "}
            · {t("keys.until")} <DateTime at={expiresAt} />
          </>
        )}
      </div>
    </CardRow>
  );
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKey | undefined; onClose: () => void }) {
  const t = useTexts(identityTexts);
  const revoke = useRevokeApiKey();
  const name = apiKey?.name ?? "";
  return (
    <ConfirmDestructive
      isOpen={apiKey !== undefined}
      title={t("keys.revoke.title", { name })}
      action={t("keys.revoke.action")}
      isBusy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => {
        if (!apiKey) return;
        revoke.mutate(apiKey.id, {
          onSuccess: () => {
            toast(t("keys.revoked", { name }));
            onClose();
          },
        });
      }}
    >
      {t("keys.revoke.body")}
    </ConfirmDestructive>
  );
}
