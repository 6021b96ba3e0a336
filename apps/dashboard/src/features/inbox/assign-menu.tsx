import { Button, Menu } from "@mantine/core";
import { IconCheck, IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { describeProblem } from "../../api/problem-texts.ts";
import { usePermission, useProfile } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { KeyHint } from "../../ui/key-hint.tsx";
import { toast } from "../../ui/toast.tsx";
import { membersQuery } from "../organizations/queries.ts";
import { useAssign } from "./actions.ts";
import style from "./inbox.module.css";
import type { Conversation } from "./queries.ts";
import { inboxTexts } from "./texts.ts";

/** Whose conversation it is, and who may have it. Without the right to assign one takes a free one or gives back one's own. */
export function AssignMenu(props: { conversation: Conversation; isOpen: boolean; onOpen: (isOpen: boolean) => void }) {
  const t = useTexts(inboxTexts);
  const { conversation } = props;
  const me = useProfile();
  const mayAssign = usePermission("inbox.assign");
  const mayReply = usePermission("inbox.reply");
  const members = useQuery(membersQuery).data?.items ?? [];
  const assign = useAssign();
  const holder = members.find((member) => member.userId === conversation.assigneeId);
  const isMine = conversation.assigneeId === me.id;
  const others = members.filter((member) => member.userId !== me.id);
  if (!mayReply) return null;
  const give = (assigneeId: string | null) =>
    assign.mutate(
      { id: conversation.id, assigneeId },
      { onError: (error) => toast(describeProblem(error, inboxTexts)) },
    );
  const mayTake = mayAssign || conversation.assigneeId === null || isMine;
  return (
    <Menu opened={props.isOpen} onChange={props.onOpen} width={240}>
      <Menu.Target>
        <Button className={style.action ?? ""} rightSection={<KeyHint keys="a" />} aria-label={t("assign")}>
          {holder ? (
            <Avatar name={holder.name} of="member" size="small" imageUrl={holder.avatarUrl} />
          ) : (
            <IconUserPlus size={16} aria-hidden />
          )}
          <span className={`${style.holder} cut only-wide`}>
            {isMine ? t("assign.me") : (holder?.name ?? t("assign"))}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("assign.to")}</Menu.Label>
        <Menu.Item onClick={() => give(me.id)} disabled={!mayTake} rightSection={isMine && <IconCheck size={16} />}>
          {t("assign.me")}
        </Menu.Item>
        <Menu.Item
          onClick={() => give(null)}
          disabled={!mayTake}
          rightSection={conversation.assigneeId === null && <IconCheck size={16} />}
        >
          {t("assign.nobody")}
        </Menu.Item>
        {mayAssign && others.length > 0 && <Menu.Divider />}
        {mayAssign &&
          others.map((member) => (
            <Menu.Item
              key={member.userId}
              leftSection={<Avatar name={member.name} of="member" size="small" imageUrl={member.avatarUrl} />}
              rightSection={conversation.assigneeId === member.userId && <IconCheck size={16} />}
              onClick={() => give(member.userId)}
            >
              {member.name}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
