import { ActionIcon, Button, Modal, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { usePermission } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card, CardRow } from "../../ui/card.tsx";
import { ConfirmDestructive } from "../../ui/confirm-destructive.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { useFormat } from "../../ui/format.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { type ListedTag, tagsQuery, useDeleteTag, useSaveTag } from "./queries.ts";
import { ColorChoice, TagChip, type TagColor, tagColors } from "./tag-chip.tsx";
import { contactTexts } from "./texts.ts";

/** All tags with how many people carry each; made, renamed, recolored and deleted here. */
export function TagsCard() {
  const t = useTexts(contactTexts);
  const tags = useQuery(tagsQuery);
  const mayAdd = usePermission("contacts.edit");
  const [editing, setEditing] = useState<ListedTag | "new">();
  const [leaving, setLeaving] = useState<ListedTag>();
  return (
    <Card
      title={t("tags.title")}
      isFlush
      action={
        mayAdd && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing("new")}>
            {t("tags.new")}
          </Button>
        )
      }
    >
      <Loaded
        query={tags}
        empty={
          <CardRow>
            <span className="t3">{t("tags.empty")}</span>
          </CardRow>
        }
      >
        {(items) =>
          items.map((tag) => (
            <TagRow key={tag.id} tag={tag} onEdit={() => setEditing(tag)} onDelete={() => setLeaving(tag)} />
          ))
        }
      </Loaded>
      <Modal
        opened={editing !== undefined}
        onClose={() => setEditing(undefined)}
        title={editing === "new" || !editing ? t("tags.new") : t("tags.edit", { name: editing.name })}
      >
        {editing && <TagForm tag={editing === "new" ? undefined : editing} onDone={() => setEditing(undefined)} />}
      </Modal>
      <DeleteTag tag={leaving} onClose={() => setLeaving(undefined)} />
    </Card>
  );
}

function TagRow({ tag, onEdit, onDelete }: { tag: ListedTag; onEdit: () => void; onDelete: () => void }) {
  const t = useTexts(contactTexts);
  const { number } = useFormat();
  const mayOrganize = usePermission("contacts.organize");
  return (
    <CardRow
      side={
        <>
          <Link to="/contacts" search={{ tagId: tag.id }} className="link num">
            {t("count", { count: tag.contacts, number: number(tag.contacts) })}
          </Link>
          {mayOrganize && (
            <>
              <ActionIcon aria-label={t("tags.edit", { name: tag.name })} onClick={onEdit}>
                <IconPencil size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon aria-label={t("tags.delete", { name: tag.name })} onClick={onDelete}>
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </>
          )}
        </>
      }
    >
      <TagChip tag={tag} />
    </CardRow>
  );
}

function TagForm({ tag, onDone }: { tag: ListedTag | undefined; onDone: () => void }) {
  const t = useTexts(contactTexts);
  const save = useSaveTag();
  const color: TagColor = tagColors.find((one) => one === tag?.color) ?? "teal";
  const form = useForm({ initialValues: { name: tag?.name ?? "", color } });
  return (
    <Form
      onSubmit={form.onSubmit((values) =>
        save.mutate({ ...(tag ? { id: tag.id } : {}), ...values }, { onSuccess: onDone }),
      )}
      error={save.error}
      texts={contactTexts}
    >
      <TextInput label={t("tags.name")} data-autofocus required maxLength={60} {...form.getInputProps("name")} />
      <ColorChoice value={form.values.color} onChange={(next) => form.setFieldValue("color", next)} />
      <FormActions submit={t("tags.save")} isBusy={save.isPending} />
    </Form>
  );
}

function DeleteTag({ tag, onClose }: { tag: ListedTag | undefined; onClose: () => void }) {
  const t = useTexts(contactTexts);
  const { number } = useFormat();
  const remove = useDeleteTag();
  const count = tag?.contacts ?? 0;
  return (
    <ConfirmDestructive
      isOpen={tag !== undefined}
      title={t("tags.delete.title", { name: tag?.name ?? "" })}
      action={t("tags.delete.action")}
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => tag && remove.mutate(tag.id, { onSuccess: onClose })}
    >
      {t("tags.delete.body", { count, number: number(count) })}
    </ConfirmDestructive>
  );
}
