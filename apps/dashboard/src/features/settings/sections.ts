import { IconBuilding, IconKey, IconLock, IconMailbox, IconUser, IconUsers } from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { TextKey } from "../../texts/define-texts.ts";
import type { settingsTexts } from "./texts.ts";

export interface SettingsSection {
  group: "you" | "organization" | "operator";
  to: string;
  label: TextKey<(typeof settingsTexts)["id"]>;
  icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
  /** Hidden from those who can never use it. */
  permission?: string;
}

/** The list at the left of all settings; a feature with a settings page adds its line. */
export const settingsSections: readonly SettingsSection[] = [
  { group: "you", to: "/settings/profile", label: "profile", icon: IconUser },
  { group: "you", to: "/settings/password", label: "password", icon: IconLock },
  { group: "organization", to: "/settings/organization", label: "organization", icon: IconBuilding },
  { group: "organization", to: "/settings/members", label: "members", icon: IconUsers },
  { group: "organization", to: "/settings/api-keys", label: "apiKeys", icon: IconKey, permission: "apiKeys.manage" },
  { group: "operator", to: "/settings/outbox", label: "outbox", icon: IconMailbox },
];
