import { useNavigate } from "@tanstack/react-router";
import { useTexts } from "../../texts/use-texts.ts";
import { ConfirmDestructive } from "../../ui/confirm-destructive.tsx";
import { toast } from "../../ui/toast.tsx";
import { type Session, useCommandSession, useDeleteSession } from "./queries.ts";
import { sessionTexts } from "./texts.ts";

/** Asks before a number is logged out or deleted; to delete it, its name must be typed. */
export function ConfirmLeave(props: {
  session: Session;
  asking: "logout" | "delete" | undefined;
  onClose: () => void;
}) {
  const t = useTexts(sessionTexts);
  const navigate = useNavigate();
  const { id, name } = props.session;
  const command = useCommandSession(id);
  const remove = useDeleteSession(id);
  return (
    <>
      <ConfirmDestructive
        isOpen={props.asking === "logout"}
        title={t("logout.title", { name })}
        action={t("action.logout")}
        isBusy={command.isPending}
        error={command.error}
        onClose={props.onClose}
        onConfirm={() =>
          command.mutate("logout", {
            onSuccess: () => {
              toast(t("done.logout", { name }));
              props.onClose();
            },
          })
        }
      >
        {t("logout.body")}
      </ConfirmDestructive>
      <ConfirmDestructive
        isOpen={props.asking === "delete"}
        title={t("delete.title", { name })}
        action={t("action.delete")}
        typed={name}
        isBusy={remove.isPending}
        error={remove.error}
        onClose={props.onClose}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              toast(t("done.delete", { name }));
              props.onClose();
              void navigate({ to: "/numbers" });
            },
          })
        }
      >
        {t("delete.body")}
      </ConfirmDestructive>
    </>
  );
}
