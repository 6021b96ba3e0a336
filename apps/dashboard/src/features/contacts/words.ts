import { defineTexts } from "../../texts/define-texts.ts";

/** The few words that the shell needs before a screen of contacts is opened. */
export const contactWords = defineTexts("contacts.words", {
  id: { contacts: "Kontak", add: "Tambah kontak", import: "Impor kontak", organize: "Tag dan isian" },
  en: { contacts: "Contacts", add: "Add a contact", import: "Import contacts", organize: "Tags and fields" },
});
