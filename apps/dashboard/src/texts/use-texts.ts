import { useCallback, useSyncExternalStore } from "react";
import type { TextKey, Texts } from "./define-texts.ts";
import { i18n, isLanguage, type Language } from "./i18n.ts";

type Entries = Readonly<Record<string, string>>;
export type TextValues = Readonly<Record<string, string | number>>;
export type Say<Id extends Entries> = (key: TextKey<Id>, values?: TextValues) => string;

/** The texts of a feature in the language on screen; `t("invite.title", { name })`, and `{ count }` where it counts. */
export function useTexts<Id extends Entries>(texts: Texts<Id>): Say<Id> {
  const language = useLanguage();
  const { namespace } = texts;
  return useCallback(
    (key: string, values?: TextValues) => i18n.t(key, { ...values, ns: namespace, lng: language }),
    [namespace, language],
  );
}

/** The language on screen. */
export function useLanguage(): Language {
  const language = useSyncExternalStore(subscribe, () => i18n.language);
  return isLanguage(language) ? language : "id";
}

function subscribe(listener: () => void): () => void {
  i18n.on("languageChanged", listener);
  return () => i18n.off("languageChanged", listener);
}
