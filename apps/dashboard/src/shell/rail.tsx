import { Link, useRouterState } from "@tanstack/react-router";
import { useTexts } from "../texts/use-texts.ts";
import { Logo } from "../ui/logo.tsx";
import { isHere, type NavigationEntry } from "./is-here.ts";
import { useNavigation } from "./navigation.ts";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import style from "./rail.module.css";
import { RailBadge } from "./rail-badge.tsx";
import { shellTexts } from "./texts.ts";
import { UserMenu } from "./user-menu.tsx";

/** The dark green rail at the left of a wide screen. */
export function Rail() {
  const t = useTexts(shellTexts);
  const entries = useNavigation();
  return (
    <nav className={style.rail} aria-label={t("main")}>
      <Link to="/" className={style.logo} aria-label="Balas" tabIndex={-1}>
        <Logo />
      </Link>
      {entries
        .filter((entry) => !entry.isAtEnd)
        .map((entry) => (
          <RailLink key={entry.to} entry={entry} />
        ))}
      <div className={style.end}>
        {entries
          .filter((entry) => entry.isAtEnd)
          .map((entry) => (
            <RailLink key={entry.to} entry={entry} isIconOnly />
          ))}
        <OrganizationSwitcher look="rail" />
        <UserMenu />
      </div>
    </nav>
  );
}

function RailLink({ entry, isIconOnly }: { entry: NavigationEntry; isIconOnly?: boolean }) {
  const t = useTexts(shellTexts);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const Icon = entry.icon;
  return (
    <Link
      to={entry.to}
      className={style.link}
      aria-current={isHere(entry.to, path) ? "page" : undefined}
      aria-label={isIconOnly ? t(entry.label) : undefined}
      title={isIconOnly ? t(entry.label) : undefined}
    >
      <Icon size={20} aria-hidden />
      {!isIconOnly && <span>{t(entry.label)}</span>}
      <RailBadge to={entry.to} className={style.badge} />
    </Link>
  );
}
