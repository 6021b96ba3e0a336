import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { toast } from "../../ui/toast.tsx";
import { type OneContact, tagsQuery, useTagPeople } from "./queries.ts";
import { TagList } from "./tag-chip.tsx";
import { contactTexts } from "./texts.ts";

/** The tags of a person; each choice is saved at once. */
export function TagsOfPerson({ contact }: { contact: OneContact }) {
  const t = useTexts(contactTexts);
  const tags = useQuery(tagsQuery).data ?? [];
  const change = useTagPeople();
  const worn = contact.tags.map((tag) => tag.id);
  const choose = (wanted: string[]) => {
    const added = wanted.find((id) => !worn.includes(id));
    const removed = worn.find((id) => !wanted.includes(id));
    const tagId = added ?? removed;
    if (!tagId) return;
    change.mutate(
      { tagId, contactIds: [contact.id], act: added ? "add" : "remove" },
      { onError: (error) => toast(describeProblem(error, contactTexts)) },
    );
  };
  return (
    <Card title={t("tags.title")}>
      {contact.abilities.edit && tags.length > 0 ? (
        <MultiSelect
          aria-label={t("form.tags")}
          placeholder={worn.length === 0 ? t("tags.none") : ""}
          searchable
          disabled={change.isPending}
          value={worn}
          data={tags.map((tag) => ({ value: tag.id, label: tag.name }))}
          onChange={choose}
        />
      ) : contact.tags.length > 0 ? (
        <TagList tags={contact.tags} />
      ) : (
        <p className="t3">{t("tags.none")}</p>
      )}
    </Card>
  );
}
