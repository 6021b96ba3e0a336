import style from "./key-hint.module.css";

const isApple = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A key as it is printed on the keyboard of this device; hidden where there is none. */
export function KeyHint({ keys }: { keys: string }) {
  return <kbd className={`${style.key} only-wide`}>{printKeys(keys)}</kbd>;
}

/** `mod+k` as Ctrl K or ⌘K. */
export function printKeys(keys: string): string {
  const parts = keys.split("+").map((key) => {
    if (key === "mod") return isApple ? "⌘" : "Ctrl";
    if (key === "enter") return "↵";
    if (key === "shift") return isApple ? "⇧" : "Shift";
    return key.length === 1 ? key.toUpperCase() : key;
  });
  return parts.join(isApple ? "" : " ");
}
