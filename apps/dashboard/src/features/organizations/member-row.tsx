import { Button, Select } from "@mantine/core";
import { describeProblem } from "../../api/problem-texts.ts";
import { useOrganization, usePermission, useProfile } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { CardRow } from "../../ui/card.tsx";
import { StatusChip } from "../../ui/status-chip.tsx";
import { toast } from "../../ui/toast.tsx";
import style from "./members.module.css";
import { type Member, useChangeRole } from "./queries.ts";
import { roleName, roles } from "./roles.ts";
import { organizationTexts } from "./texts.ts";

/** One member: who, which role, and what the reader may change about it. */
export function MemberRow({ member, onRemove }: { member: Member; onRemove: () => void }) {
  const t = useTexts(organizationTexts);
  const profile = useProfile();
  const mayManage = usePermission("members.manage");
  const { role: own } = useOrganization();
  const isSelf = member.userId === profile.id;
  return (
    <CardRow
      side={
        <>
          <RoleChoice member={member} isSelf={isSelf} />
          {mayManage && (member.role !== "owner" || own === "owner") && (
            <Button variant="subtle" size="sm" onClick={onRemove}>
              {t(isSelf ? "members.leave" : "members.remove")}
            </Button>
          )}
        </>
      }
    >
      <div className={style.person}>
        <Avatar of="member" name={member.name} seed={member.userId} imageUrl={member.avatarUrl} />
        <div className="grow">
          <div className="row">
            <b className="cut">{member.name}</b>
            {isSelf && <StatusChip tone="teal">{t("members.you")}</StatusChip>}
          </div>
          <div className="meta cut">{member.email}</div>
        </div>
      </div>
    </CardRow>
  );
}

function RoleChoice({ member, isSelf }: { member: Member; isSelf: boolean }) {
  const t = useTexts(organizationTexts);
  const mayChange = usePermission("members.manage");
  const { role: own } = useOrganization();
  const change = useChangeRole();
  // Ownership is given and taken by owners only; the server holds the same line.
  const isOwner = own === "owner";
  const current = member.role;
  if (!mayChange || isSelf || (current === "owner" && !isOwner)) {
    return <span className="t2">{roleName(member.role)}</span>;
  }
  return (
    <Select
      className={style.role ?? ""}
      aria-label={t("members.role", { name: member.name })}
      value={change.isPending ? change.variables.role : current}
      onChange={(role) => {
        if (!role || role === current) return;
        change.mutate(
          { id: member.id, role },
          { onError: (error) => toast(describeProblem(error, organizationTexts)) },
        );
      }}
      data={roles.filter((role) => role !== "owner" || isOwner).map((role) => ({ value: role, label: roleName(role) }))}
    />
  );
}
