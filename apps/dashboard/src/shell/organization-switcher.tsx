import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown, IconPlus } from "@tabler/icons-react";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { organizationsQuery, useOrganization } from "../session/queries.ts";
import { switchOrganization } from "../session/switch-organization.ts";
import { useTexts } from "../texts/use-texts.ts";
import { initials } from "../ui/avatar.tsx";
import style from "./organization-switcher.module.css";
import { shellTexts } from "./texts.ts";

/** Whose data is on screen, and the way to another organization: a mark in the rail, a name in pane heads. */
export function OrganizationSwitcher({ look }: { look: "rail" | "name" }) {
  const t = useTexts(shellTexts);
  const current = useOrganization();
  const { data: organizations } = useSuspenseQuery(organizationsQuery);
  const queryClient = useQueryClient();
  const router = useRouter();
  const navigate = useNavigate();

  const open = async (id: string) => {
    if (id === current.id) return;
    switchOrganization(queryClient, id);
    await navigate({ to: "/" });
    await router.invalidate();
  };

  return (
    <Menu position={look === "rail" ? "right-end" : "bottom-start"} width={260}>
      <Menu.Target>
        {look === "rail" ? (
          <button
            type="button"
            className={style.mark}
            title={current.name}
            aria-label={t("organization.current", { name: current.name })}
          >
            {initials(current.name)}
          </button>
        ) : (
          <button type="button" className={style.name} aria-label={t("organization.current", { name: current.name })}>
            <span className="cut">{current.name}</span>
            <IconChevronDown size={16} aria-hidden />
          </button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("organization.switch")}</Menu.Label>
        {organizations.map((organization) => (
          <Menu.Item
            key={organization.id}
            onClick={() => void open(organization.id)}
            leftSection={<span className={style.small}>{initials(organization.name)}</span>}
            rightSection={organization.id === current.id ? <IconCheck size={16} aria-hidden /> : null}
            aria-current={organization.id === current.id || undefined}
          >
            {organization.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => void navigate({ to: "/onboarding", search: { another: true } })}
        >
          {t("organization.new")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
