import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { organizationsQuery, useOrganization, useProfile } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { ConfirmDestructive } from "../../ui/confirm-destructive.tsx";
import { toast } from "../../ui/toast.tsx";
import { type Member, useRemoveMember } from "./queries.ts";
import { organizationTexts } from "./texts.ts";

/** Asks before a member loses access, or before one leaves oneself. */
export function RemoveMember({ member, onClose }: { member: Member | undefined; onClose: () => void }) {
  const t = useTexts(organizationTexts);
  const profile = useProfile();
  const organization = useOrganization();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const remove = useRemoveMember();
  const name = member?.name ?? "";
  const isSelf = member?.userId === profile.id;

  const confirm = () => {
    if (!member) return;
    remove.mutate(member.id, {
      onSuccess: async () => {
        onClose();
        if (!isSelf) return toast(t("members.removed", { name }));
        await queryClient.invalidateQueries({ queryKey: organizationsQuery.queryKey });
        await navigate({ to: "/" });
        await router.invalidate();
      },
    });
  };

  return (
    <ConfirmDestructive
      isOpen={member !== undefined}
      title={
        isSelf ? t("members.leave.title", { organization: organization.name }) : t("members.remove.title", { name })
      }
      action={t(isSelf ? "members.leave.action" : "members.remove.action")}
      isBusy={remove.isPending}
      error={remove.error}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      onConfirm={confirm}
    >
      {t(isSelf ? "members.leave.body" : "members.remove.body")}
    </ConfirmDestructive>
  );
}
