import { useMediaQuery } from "@mantine/hooks";
import { IconChevronRight } from "@tabler/icons-react";
import { Link, Navigate, Outlet, useRouterState } from "@tanstack/react-router";
import { useOrganization, useProfile } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { type SettingsSection, settingsSections } from "./sections.ts";
import style from "./settings-layout.module.css";
import { settingsTexts } from "./texts.ts";

/** List at the left, page at the right; on a phone the list is a page of its own. */
export function SettingsLayout() {
  const isWide = useMediaQuery("(min-width: 1024px)", window.innerWidth >= 1024);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const isIndex = path === "/settings" || path === "/settings/";
  if (isIndex && isWide) return <Navigate to="/settings/profile" replace />;
  return (
    <div className={style.layout}>
      {(isWide || isIndex) && <Sections path={path} />}
      {!isIndex && <Outlet />}
    </div>
  );
}

function Sections({ path }: { path: string }) {
  const t = useTexts(settingsTexts);
  const { permissions } = useOrganization();
  const { isOperator } = useProfile();
  const groups = ["you", "organization", ...(isOperator ? (["operator"] as const) : [])] as const;
  const isShown = (section: SettingsSection) => !section.permission || permissions.includes(section.permission);
  return (
    <nav className={style.sections} aria-label={t("title")}>
      <h1>{t("title")}</h1>
      {groups.map((group) => (
        <section key={group}>
          <h2>{t(`group.${group}`)}</h2>
          <ul>
            {settingsSections
              .filter((section) => section.group === group && isShown(section))
              .map(({ to, label, icon: Icon }) => (
                <li key={to}>
                  <Link to={to} className={style.link} aria-current={path === to ? "page" : undefined}>
                    <Icon size={18} aria-hidden />
                    <span className="grow">{t(label)}</span>
                    <IconChevronRight size={16} className="only-phone" aria-hidden />
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
