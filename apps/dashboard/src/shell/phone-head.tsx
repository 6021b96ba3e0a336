import { ActionIcon } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTexts } from "../texts/use-texts.ts";
import { LiveChip } from "../ui/live-chip.tsx";
import { openPalette } from "./open-palette.ts";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import style from "./phone-head.module.css";
import { shellTexts } from "./texts.ts";

/** The line above every screen of a phone: whose data this is, and whether it is live. */
export function PhoneHead() {
  const t = useTexts(shellTexts);
  return (
    <header className={style.head}>
      <OrganizationSwitcher look="name" />
      <span className="grow" />
      <LiveChip />
      <ActionIcon onClick={openPalette} aria-label={t("find")}>
        <IconSearch size={20} aria-hidden />
      </ActionIcon>
    </header>
  );
}
