import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useSignOut, useUpdateProfile } from "../features/identity/queries.ts";
import { useProfile } from "../session/queries.ts";
import { isLanguage, speak } from "../texts/i18n.ts";
import { useLanguage, useTexts } from "../texts/use-texts.ts";
import { Avatar } from "../ui/avatar.tsx";
import { shellTexts } from "./texts.ts";
import style from "./user-choices.module.css";

/** Who is signed in, language, light or dark, and the way out: in the rail's menu and behind "More" on a phone. */
export function UserChoices({ onDone }: { onDone: () => void }) {
  const t = useTexts(shellTexts);
  const profile = useProfile();
  const language = useLanguage();
  const updateProfile = useUpdateProfile();
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={style.choices}>
      <div className="row">
        <Avatar of="member" name={profile.name} seed={profile.id} imageUrl={profile.avatarUrl} />
        <div className="grow">
          <div className="cut">
            <b>{profile.name}</b>
          </div>
          <div className="meta cut">{profile.email}</div>
        </div>
      </div>
      <div>
        <h3>{t("language")}</h3>
        <SegmentedControl
          fullWidth
          value={language}
          onChange={(value) => {
            if (!isLanguage(value)) return;
            speak(value);
            updateProfile.mutate({ language: value });
          }}
          data={[
            { value: "id", label: t("language.id") },
            { value: "en", label: t("language.en") },
          ]}
        />
      </div>
      <div>
        <h3>{t("theme")}</h3>
        <SegmentedControl
          fullWidth
          value={colorScheme}
          onChange={(value) => {
            if (value === "light" || value === "dark" || value === "auto") setColorScheme(value);
          }}
          data={[
            { value: "light", label: t("theme.light") },
            { value: "dark", label: t("theme.dark") },
            { value: "auto", label: t("theme.auto") },
          ]}
        />
      </div>
      <div className={style.links}>
        <Link to="/settings/profile" className={style.link} onClick={onDone}>
          <IconUser size={18} aria-hidden />
          {t("user.profile")}
        </Link>
        <button type="button" className={style.link} onClick={() => signOut.mutate()} disabled={signOut.isPending}>
          <IconLogout size={18} aria-hidden />
          {t("user.signOut")}
        </button>
      </div>
    </div>
  );
}
