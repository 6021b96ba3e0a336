import { Popover } from "@mantine/core";
import { useState } from "react";
import { useProfile } from "../session/queries.ts";
import { useTexts } from "../texts/use-texts.ts";
import { Avatar } from "../ui/avatar.tsx";
import { shellTexts } from "./texts.ts";
import { UserChoices } from "./user-choices.tsx";
import style from "./user-menu.module.css";

/** The person at the foot of the rail. */
export function UserMenu() {
  const t = useTexts(shellTexts);
  const profile = useProfile();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="right-end" width={272} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={style.button}
          onClick={() => setOpen(!isOpen)}
          aria-label={t("user.menu", { name: profile.name })}
        >
          <Avatar of="member" name={profile.name} seed={profile.id} imageUrl={profile.avatarUrl} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={style.dropdown ?? ""}>
        <UserChoices onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
