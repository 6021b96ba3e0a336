import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import "@mantine/spotlight/styles.layer.css";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { features } from "../features/index.ts";
import { useTexts } from "../texts/use-texts.ts";
import { type Command, commandsOnScreen, recentCommands, rememberCommand } from "./commands.ts";
import { useNavigation } from "./navigation.ts";
import "./palette.css";
import { createSpotlight } from "@mantine/spotlight";
import { shellTexts } from "./texts.ts";

const [store, spotlight] = createSpotlight();

/** Ctrl or ⌘ K: go to a page, run what is possible here, find people; what was used last comes first. */
export default function Palette(props: { isOpen: boolean; onClose: () => void; onKeyboardHelp: () => void }) {
  const t = useTexts(shellTexts);
  const [words, setWords] = useState("");
  const { isOpen } = props;
  useEffect(() => {
    if (isOpen) spotlight.open();
  }, [isOpen]);
  const groups = useGroups(isOpen, words, props.onKeyboardHelp);
  return (
    <Spotlight
      store={store}
      actions={groups}
      query={words}
      onQueryChange={setWords}
      nothingFound={t("find.nothing")}
      highlightQuery
      shortcut={null}
      scrollable
      maxHeight={420}
      onSpotlightClose={props.onClose}
      transitionProps={{ duration: 90 }}
      overlayProps={{ blur: 0 }}
      centered={false}
      yOffset="12dvh"
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t("find.placeholder"),
        "aria-label": t("find"),
      }}
    />
  );
}

function useGroups(isOpen: boolean, words: string, onKeyboardHelp: () => void): SpotlightActionGroupData[] {
  const t = useTexts(shellTexts);
  const navigate = useNavigate();
  const entries = useNavigation();
  const found = useFound(isOpen ? words : "");
  return useMemo(() => {
    const places: Command[] = entries.map((entry) => ({
      id: `go.${entry.label}`,
      label: t(entry.label),
      to: entry.to,
    }));
    const offered = isOpen ? [...commandsOnScreen(), ...features.flatMap((feature) => feature.commands?.() ?? [])] : [];
    const pages = [...places, ...offered.filter((command) => command.to)];
    const help: Command = { id: "keyboard", label: t("keyboard"), run: onKeyboardHelp };
    const actions = [...offered.filter((command) => !command.to), help];
    const all = [...actions, ...pages];
    const recent = recentCommands().flatMap((id) => all.find((command) => command.id === id) ?? []);
    const isRecent = (command: Command) => words === "" && recent.includes(command);
    const toAction = (command: Command): SpotlightActionData => ({
      id: command.id,
      label: command.label,
      ...(command.description ? { description: command.description } : {}),
      ...(command.keywords ? { keywords: command.keywords } : {}),
      onClick: () => {
        rememberCommand(command.id);
        if (command.to) void navigate({ to: command.to });
        else command.run?.();
      },
    });
    const group = (label: string, commands: Command[]) =>
      commands.length > 0 ? [{ group: label, actions: commands.map(toAction) }] : [];
    return [
      ...(words === "" ? group(t("find.recent"), recent) : []),
      ...found.map((one) => ({ group: one.group, actions: one.commands.map(toAction) })),
      ...group(
        t("find.actions"),
        actions.filter((command) => !isRecent(command)),
      ),
      ...group(
        t("find.pages"),
        pages.filter((command) => !isRecent(command)),
      ),
    ];
  }, [isOpen, words, entries, found, navigate, onKeyboardHelp, t]);
}

function useFound(words: string): { group: string; commands: Command[] }[] {
  const [found, setFound] = useState<{ group: string; commands: Command[] }[]>([]);
  useEffect(() => {
    setFound([]);
    if (words.trim().length < 2) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      for (const { find } of features) {
        if (!find) continue;
        find.call(undefined, words.trim(), abort.signal).then(
          (group) => {
            if (!abort.signal.aborted && group.commands.length > 0) setFound((before) => [...before, group]);
          },
          // A search that fails leaves its group out; the palette itself goes on.
          () => undefined,
        );
      }
    }, 180);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [words]);
  return found;
}
