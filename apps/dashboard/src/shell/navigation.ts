import {
  IconAdjustmentsHorizontal,
  IconDeviceMobile,
  IconHome,
  IconMessage2,
  IconSend,
  IconUsers,
} from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import type { ComponentType } from "react";

export interface NavigationEntry {
  to: string;
  /** A key of the shell's texts. */
  label: "home" | "inbox" | "contacts" | "campaigns" | "numbers" | "settings";
  icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
  isAtEnd?: boolean;
}

/** The rail from top to bottom; the first four are also the bar of a phone, the rest is behind "More". */
const entries: readonly NavigationEntry[] = [
  { to: "/", label: "home", icon: IconHome },
  { to: "/inbox", label: "inbox", icon: IconMessage2 },
  { to: "/contacts", label: "contacts", icon: IconUsers },
  { to: "/campaigns", label: "campaigns", icon: IconSend },
  { to: "/numbers", label: "numbers", icon: IconDeviceMobile },
  { to: "/settings", label: "settings", icon: IconAdjustmentsHorizontal, isAtEnd: true },
];

/** The entries whose pages are in the route tree: a feature appears here by adding its routes. */
export function useNavigation(): readonly NavigationEntry[] {
  const router = useRouter();
  const known: Record<string, unknown> = router.routesByPath;
  return entries.filter((entry) => entry.to in known);
}
