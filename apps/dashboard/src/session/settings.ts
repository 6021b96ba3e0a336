const prefix = "balas.";

/** A choice remembered on this device: theme, language, folded panes. */
export function readSetting(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    // Storage may be forbidden or absent; the default is then the answer.
    return undefined;
  }
}

/** Remembers a choice on this device; forgetting it is no failure. */
export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // Private windows refuse storage: the choice then lasts as long as the page.
  }
}
