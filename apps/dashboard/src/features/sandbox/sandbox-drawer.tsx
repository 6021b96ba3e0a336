import { ActionIcon, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { usePermission } from "../../session/queries.ts";
import { common } from "../../texts/common.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { DeniedState } from "../../ui/states.tsx";
import { sessionsQuery } from "../sessions/queries.ts";
import { NoSandboxNumber } from "./no-sandbox-number.tsx";
import { closeSandbox, openSandbox, useSandboxView } from "./open-sandbox.ts";
import style from "./sandbox-drawer.module.css";
import { SandboxNumber } from "./sandbox-number.tsx";
import { sandboxTexts } from "./texts.ts";

/** The simulated network beside the screen; the screen stays in use, so that one sees both sides of a chat. */
export default function SandboxDrawer() {
  const t = useTexts(sandboxTexts);
  const tCommon = useTexts(common);
  const mayUse = usePermission("sandbox.use");
  useMakeRoom();
  return (
    <aside
      className={style.drawer}
      aria-label={t("title")}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) closeSandbox();
      }}
    >
      <header className={style.head}>
        <div className="grow">
          <h2>{t("title")}</h2>
          <div className="meta">{t("subtitle")}</div>
        </div>
        <ActionIcon onClick={closeSandbox} aria-label={tCommon("close")}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </header>
      {mayUse ? <Numbers /> : <DeniedState />}
    </aside>
  );
}

/** The numbers of the sandbox: the chosen one, or the way to the first. */
function Numbers() {
  const t = useTexts(sandboxTexts);
  const { sessionId } = useSandboxView();
  const sessions = useQuery(sessionsQuery);
  return (
    <Loaded query={sessions}>
      {(all) => {
        const numbers = all.filter(({ network }) => network === "sandbox");
        const session = numbers.find(({ id }) => id === sessionId) ?? numbers[0];
        if (!session) return <NoSandboxNumber />;
        return (
          <>
            {numbers.length > 1 && (
              <div className={style.choose}>
                <Select
                  aria-label={t("number")}
                  data={numbers.map(({ id, name }) => ({ value: id, label: name }))}
                  value={session.id}
                  onChange={(id) => id && openSandbox(id)}
                />
              </div>
            )}
            <SandboxNumber key={session.id} session={session} />
          </>
        );
      }}
    </Loaded>
  );
}

/** Lets the screen give way where there is room for both. */
function useMakeRoom() {
  useEffect(() => {
    document.body.dataset.sandbox = "open";
    return () => {
      delete document.body.dataset.sandbox;
    };
  }, []);
}
