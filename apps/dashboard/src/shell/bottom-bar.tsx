import { Drawer } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { Link, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { useTexts } from "../texts/use-texts.ts";
import style from "./bottom-bar.module.css";
import { isHere } from "./is-here.ts";
import { useNavigation } from "./navigation.ts";
import { RailBadge } from "./rail-badge.tsx";
import { shellTexts } from "./texts.ts";
import { UserChoices } from "./user-choices.tsx";

/** The bar at the lower edge of a phone: four places and "More". */
export function BottomBar() {
  const t = useTexts(shellTexts);
  const entries = useNavigation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [isOpen, setOpen] = useState(false);
  const first = entries.filter((entry) => !entry.isAtEnd).slice(0, 4);
  const rest = entries.filter((entry) => !first.includes(entry));
  return (
    <nav className={style.bar} aria-label={t("main")}>
      {first.map(({ to, label, icon: Icon }) => (
        <Link key={to} to={to} className={style.item} aria-current={isHere(to, path) ? "page" : undefined}>
          <Icon size={20} aria-hidden />
          {t(label)}
          <RailBadge to={to} className={style.badge} />
        </Link>
      ))}
      <button
        type="button"
        className={style.item}
        onClick={() => setOpen(true)}
        aria-current={rest.some((entry) => isHere(entry.to, path)) ? "page" : undefined}
      >
        <IconDots size={20} aria-hidden />
        {t("more")}
      </button>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        position="bottom"
        size="auto"
        title={t("more")}
        transitionProps={{ duration: 0 }}
      >
        <div className={style.sheet}>
          {rest.map(({ to, label, icon: Icon }) => (
            <Link key={to} to={to} className={style.row} onClick={() => setOpen(false)}>
              <Icon size={20} aria-hidden />
              {t(label)}
            </Link>
          ))}
        </div>
        <UserChoices onDone={() => setOpen(false)} />
      </Drawer>
    </nav>
  );
}
