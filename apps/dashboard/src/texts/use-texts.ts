import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { TextKey, Texts } from "./define-texts.ts";
import { isLanguage, type Language } from "./i18n.ts";

type Entries = Readonly<Record<string, string>>;
export type TextValues = Readonly<Record<string, string | number>>;
export type Say<Id extends Entries> = (key: TextKey<Id>, values?: TextValues) => string;

/** The texts of a feature in the language on screen; `t("invite.title", { name })`, and `{ count }` where it counts. */
export function useTexts<Id extends Entries>(texts: Texts<Id>): Say<Id> {
  const { t } = useTranslation(texts.namespace);
  return useCallback((key: string, values?: TextValues) => t(key, { ...values }), [t]);
}

/** The language on screen. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : "id";
}
