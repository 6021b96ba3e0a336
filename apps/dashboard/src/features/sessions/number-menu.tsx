import { ActionIcon, Menu } from "@mantine/core";
import {
  IconDots,
  IconFlask,
  IconLogout,
  IconPlayerPause,
  IconPlayerPlay,
  IconQrcode,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { toast } from "../../ui/toast.tsx";
import { openSandbox } from "../sandbox/open-sandbox.ts";
import { ConfirmLeave } from "./confirm-leave.tsx";
import { type Session, type SessionCommand, useCommandSession } from "./queries.ts";
import { needsPairing } from "./status-look.ts";
import { sessionTexts } from "./texts.ts";

/** All that can be done to a number now; what cannot be undone asks first. */
export function NumberMenu({ session }: { session: Session }) {
  const t = useTexts(sessionTexts);
  const navigate = useNavigate();
  const command = useCommandSession(session.id);
  const [asking, setAsking] = useState<"logout" | "delete">();
  const { abilities, name } = session;
  const run = (what: Exclude<SessionCommand, "logout">) =>
    command.mutate(what, {
      onSuccess: () => toast(t(`done.${what}`, { name })),
      onError: (error) => toast(describeProblem(error, sessionTexts)),
    });
  if (!abilities.update && !abilities.pair) return null;
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon size="sm" aria-label={t("action.more", { name })} loading={command.isPending}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {needsPairing(session.status) && abilities.pair && (
            <Menu.Item
              leftSection={<IconQrcode size={16} aria-hidden />}
              onClick={() => void navigate({ to: "/numbers/$sessionId/pair", params: { sessionId: session.id } })}
            >
              {t("action.pair")}
            </Menu.Item>
          )}
          {session.network === "sandbox" && (
            <Menu.Item leftSection={<IconFlask size={16} aria-hidden />} onClick={() => openSandbox(session.id)}>
              {t("action.sandbox")}
            </Menu.Item>
          )}
          {abilities.start && (
            <Menu.Item leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => run("start")}>
              {t("action.start")}
            </Menu.Item>
          )}
          {abilities.stop && (
            <Menu.Item leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={() => run("stop")}>
              {t("action.stop")}
            </Menu.Item>
          )}
          {abilities.restart && (
            <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => run("restart")}>
              {t("action.restart")}
            </Menu.Item>
          )}
          <Menu.Divider />
          {abilities.logout && (
            <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => setAsking("logout")}>
              {t("action.logout")}
            </Menu.Item>
          )}
          {abilities.delete && (
            <Menu.Item
              leftSection={<IconTrash size={16} aria-hidden />}
              color="merah"
              onClick={() => setAsking("delete")}
            >
              {t("action.delete")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmLeave session={session} asking={asking} onClose={() => setAsking(undefined)} />
    </>
  );
}
