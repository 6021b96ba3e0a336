import type { TextKey, Texts } from "./define-texts.ts";
import { i18n } from "./i18n.ts";

/** The text in the language on screen, outside of components: palette commands, toasts after navigation. */
export function say<Id extends Readonly<Record<string, string>>>(
  texts: Texts<Id>,
  key: TextKey<Id>,
  values?: Readonly<Record<string, string | number>>,
): string {
  const name: string = key;
  return i18n.t(name, { ...values, ns: texts.namespace });
}
