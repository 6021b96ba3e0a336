import { get, type List } from "../../api/request.ts";
import { say } from "../../texts/say.ts";
import type { Feature } from "../feature.ts";
import { contactWords } from "./words.ts";

/** People in the palette: what can be done, and who is found by name or number. */
export const contactsFeature: Feature = {
  commands: () => [
    {
      id: "contacts.import",
      label: say(contactWords, "import"),
      to: "/contacts/import",
      keywords: "csv unggah upload file berkas",
    },
    {
      id: "contacts.organize",
      label: say(contactWords, "organize"),
      to: "/contacts/organize",
      keywords: "tag label field kolom",
    },
  ],
  find: async (words, signal) => {
    const { items } = await get<List<{ id: string; name: string; phone: string | null }>>("/contacts", {
      query: { search: words, limit: 6 },
      signal,
    });
    return {
      group: say(contactWords, "contacts"),
      commands: items.map(({ id, name, phone }) => ({
        id: `contact.${id}`,
        label: name || (phone ?? ""),
        ...(name && phone ? { description: phone } : {}),
        to: `/contacts/${id}`,
      })),
    };
  },
};
