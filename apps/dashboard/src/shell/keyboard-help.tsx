import { Modal } from "@mantine/core";
import { useTexts } from "../texts/use-texts.ts";
import key from "../ui/key-hint.module.css";
import { printKeys } from "../ui/key-hint.tsx";
import style from "./keyboard-help.module.css";
import { type Shortcut, shortcutsOnScreen } from "./shortcuts.ts";
import { shellTexts } from "./texts.ts";

/** `?`: the keys that work on the screen behind it, by group. */
export default function KeyboardHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTexts(shellTexts);
  const groups = isOpen
    ? Map.groupBy(shortcutsOnScreen(), (shortcut) => shortcut.group)
    : new Map<string, Shortcut[]>();
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("keyboard")}>
      <div className={style.groups}>
        {[...groups].map(([group, shortcuts]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
                <div key={shortcut.keys}>
                  <dt>{shortcut.label}</dt>
                  <dd>
                    <kbd className={key.key}>{printKeys(shortcut.keys)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
