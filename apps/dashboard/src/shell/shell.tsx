import { useMantineColorScheme } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useMatches, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useReducer, useState } from "react";
import { connectRealtime } from "../api/realtime.ts";
import { features } from "../features/index.ts";
import { currentOrganizationId } from "../session/current-organization.ts";
import { type Organization, organizationsQuery, useProfile } from "../session/queries.ts";
import { switchOrganization } from "../session/switch-organization.ts";
import { themeOf } from "../session/theme-choice.ts";
import { isLanguage, speak } from "../texts/i18n.ts";
import { useTexts } from "../texts/use-texts.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { onOpenPalette } from "./open-palette.ts";
import { PhoneHead } from "./phone-head.tsx";
import { Rail } from "./rail.tsx";
import style from "./shell.module.css";
import { useShortcut } from "./shortcuts.ts";
import { shellTexts } from "./texts.ts";

const Palette = lazy(() => import("./palette.tsx"));
const KeyboardHelp = lazy(() => import("./keyboard-help.tsx"));

/** The frame around every screen of a signed-in person: rail or bar, palette, help, and the stream of facts. */
export function Shell() {
  const { data: organizations } = useSuspenseQuery(organizationsQuery);
  const [, lookAgain] = useReducer((times: number) => times + 1, 0);
  const current = organizations.find((organization) => organization.id === currentOrganizationId());
  if (current) return <Inside organization={current} />;
  // The access to the organization on screen ended while it was on screen.
  const [next] = organizations;
  return next ? <MoveTo id={next.id} onMoved={lookAgain} /> : <Navigate to="/onboarding" />;
}

function MoveTo({ id, onMoved }: { id: string; onMoved: () => void }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  useEffect(() => {
    switchOrganization(queryClient, id);
    void navigate({ to: "/" }).then(onMoved);
  }, [queryClient, navigate, id, onMoved]);
  return null;
}

function Inside({ organization }: { organization: Organization }) {
  useFacts(organization);
  usePersonalChoices();
  const hasOwnPhoneHead = useMatches().some((match) => match.staticData.hasOwnPhoneHead);
  const t = useTexts(shellTexts);
  return (
    <div className={style.app}>
      <a href="#content" className={style.skip}>
        {t("skip")}
      </a>
      <Rail />
      <div className={style.main}>
        {!hasOwnPhoneHead && <PhoneHead />}
        {/* Another organization is another place: nothing of a screen's own state may travel along. */}
        <div className={style.content} key={organization.id} id="content" tabIndex={-1}>
          <Outlet />
        </div>
      </div>
      <BottomBar />
      <Helpers />
      <Overlays />
    </div>
  );
}

const overlays = features.flatMap(({ overlay }) => overlay ?? []);

function Overlays() {
  return overlays.map((Overlay) => <Overlay key={Overlay.displayName ?? Overlay.name} />);
}

function Helpers() {
  const t = useTexts(shellTexts);
  const [palette, setPalette] = useState<"unused" | "open" | "closed">("unused");
  const [help, setHelp] = useState<"unused" | "open" | "closed">("unused");
  useEffect(() => onOpenPalette(() => setPalette("open")), []);
  const everywhere = t("keyboard.everywhere");
  useShortcut({ keys: "mod+k", label: t("keyboard.find"), group: everywhere }, () => setPalette("open"));
  useShortcut({ keys: "?", label: t("keyboard.help"), group: everywhere }, () => setHelp("open"));
  return (
    <Suspense>
      {palette !== "unused" && (
        <Palette
          isOpen={palette === "open"}
          onClose={() => setPalette("closed")}
          onKeyboardHelp={() => setHelp("open")}
        />
      )}
      {help !== "unused" && <KeyboardHelp isOpen={help === "open"} onClose={() => setHelp("closed")} />}
    </Suspense>
  );
}

function useFacts({ id, seq }: Organization) {
  const queryClient = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer seq from a refetch must not restart the stream
  useEffect(
    () =>
      connectRealtime({
        queryClient,
        organizationId: id,
        since: seq,
        onAccessLost: () => void queryClient.invalidateQueries({ queryKey: organizationsQuery.queryKey }),
      }),
    [queryClient, id],
  );
}

function usePersonalChoices() {
  const profile = useProfile();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (isLanguage(profile.language)) speak(profile.language);
  }, [profile.language]);
  useEffect(() => {
    const chosen = themeOf(profile.id);
    if (chosen) setColorScheme(chosen);
  }, [profile.id, setColorScheme]);
}
