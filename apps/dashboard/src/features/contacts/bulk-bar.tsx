import { Button, Menu } from "@mantine/core";
import { IconTag, IconTagOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { toast } from "../../ui/toast.tsx";
import style from "./contacts-page.module.css";
import { type Contact, type Tag, tagsQuery, useTagPeople } from "./queries.ts";
import { TagChip } from "./tag-chip.tsx";
import { contactTexts } from "./texts.ts";

/** What can be done with the people that are ticked. */
export function BulkBar({ selected, onClear }: { selected: Contact[]; onClear: () => void }) {
  const t = useTexts(contactTexts);
  const tags = useQuery(tagsQuery).data ?? [];
  const change = useTagPeople();
  const act = (tag: Tag, what: "add" | "remove") =>
    change.mutate(
      { tagId: tag.id, contactIds: selected.map((contact) => contact.id), act: what },
      {
        onSuccess: ({ changed }) => {
          toast(t(what === "add" ? "bulk.added" : "bulk.removed", { count: changed, tag: tag.name }));
          onClear();
        },
        onError: (error) => toast(describeProblem(error, contactTexts)),
      },
    );
  const worn = tags.filter((tag) => selected.some((contact) => contact.tags.some((one) => one.id === tag.id)));
  return (
    <section className={`card ${style.bulk}`} aria-live="polite">
      <b className="num">{t("selected", { count: selected.length })}</b>
      <TagMenu
        label={t("bulk.add")}
        icon={<IconTag size={16} aria-hidden />}
        tags={tags}
        onChoose={(tag) => act(tag, "add")}
      />
      {worn.length > 0 && (
        <TagMenu
          label={t("bulk.remove")}
          icon={<IconTagOff size={16} aria-hidden />}
          tags={worn}
          onChoose={(tag) => act(tag, "remove")}
        />
      )}
      <span className="grow" />
      <Button variant="subtle" onClick={onClear}>
        {t("bulk.clear")}
      </Button>
    </section>
  );
}

function TagMenu(props: { label: string; icon: React.ReactNode; tags: Tag[]; onChoose: (tag: Tag) => void }) {
  const t = useTexts(contactTexts);
  return (
    <Menu>
      <Menu.Target>
        <Button leftSection={props.icon}>{props.label}</Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        {props.tags.length === 0 && <Menu.Label>{t("bulk.none")}</Menu.Label>}
        {props.tags.map((tag) => (
          <Menu.Item key={tag.id} onClick={() => props.onChoose(tag)}>
            <TagChip tag={tag} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
