import { i18n } from "./i18n.ts";

type Entries = Readonly<Record<string, string>>;

/** Both languages of a feature; the type refuses a key that one of them lacks. */
export interface Texts<Id extends Entries> {
  namespace: string;
  id: Id;
  en: { readonly [Key in keyof Id]: string };
}

/** A key as screens use it: `people_one` and `people_other` are asked for as `people`, with a `count`. */
export type TextKey<Id extends Entries> = Stem<Extract<keyof Id, string>>;
type Stem<Key extends string> = Key extends `${infer Name}_one` | `${infer Name}_other` ? Name : Key;

/**
 * Registers a feature's texts in Indonesian and English. Called once at the top of `features/<module>/texts.ts`, so they
 * travel in the same lazy chunk as the screens that show them.
 */
export function defineTexts<const Id extends Entries>(
  namespace: string,
  texts: { id: Id; en: { readonly [Key in keyof NoInfer<Id>]: string } },
): Texts<Id> {
  i18n.addResourceBundle("id", namespace, texts.id);
  i18n.addResourceBundle("en", namespace, texts.en);
  return { namespace, ...texts };
}
