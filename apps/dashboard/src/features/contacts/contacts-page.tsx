import { ActionIcon, Button, Menu, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconDots, IconSearch, IconTags, IconUpload, IconUserPlus, IconX } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { moreOf } from "../../api/list-query.ts";
import { usePermission } from "../../session/queries.ts";
import { useCommands } from "../../shell/commands.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { useFormat } from "../../ui/format.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { AddContact } from "./add-contact.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { ContactTable } from "./contact-table.tsx";
import style from "./contacts-page.module.css";
import { type Contact, type ContactFilter, contactsQuery, countQuery, tagsQuery } from "./queries.ts";
import { contactTexts } from "./texts.ts";

const route = getRouteApi("/shell/contacts");

/** Everybody, found by part of a name or number and by tag; several at once can be tagged. */
export function ContactsPage() {
  const t = useTexts(contactTexts);
  const { number } = useFormat();
  const filter = route.useSearch();
  const mayEdit = usePermission("contacts.edit");
  const contacts = useInfiniteQuery({ ...contactsQuery(filter), placeholderData: keepPreviousData });
  const count = useQuery(countQuery).data;
  const [isAdding, setAdding] = useState(false);
  const [selected, setSelected] = useState<Contact[]>([]);
  useCommands(() => (mayEdit ? [{ id: "contacts.add", label: t("add"), run: () => setAdding(true) }] : []));
  const isFiltered = Boolean(filter.search || filter.tagId || filter.importId);
  const isBare = !isFiltered && contacts.data?.items.length === 0;
  return (
    <Page
      title={t("title")}
      description={count === undefined ? undefined : t("count", { count, number: number(count) })}
      actions={isBare ? undefined : <Actions onAdd={() => setAdding(true)} />}
    >
      {!isBare && <Filters filter={filter} />}
      {mayEdit && selected.length > 0 && <BulkBar selected={selected} onClear={() => setSelected([])} />}
      <Loaded query={contacts} empty={isFiltered ? <NobodyMatches /> : <NobodyYet onAdd={() => setAdding(true)} />}>
        {({ items }) => (
          <ContactTable
            rows={items}
            more={moreOf(contacts)}
            {...(mayEdit ? { selection: { selected, onChange: setSelected } } : {})}
          />
        )}
      </Loaded>
      <AddContact isOpen={isAdding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function Filters({ filter }: { filter: ContactFilter }) {
  const t = useTexts(contactTexts);
  const navigate = useNavigate();
  const tags = useQuery(tagsQuery).data ?? [];
  const [typed, setTyped] = useState(filter.search ?? "");
  const [search] = useDebouncedValue(typed.trim(), 250);
  const change = (part: ContactFilter) =>
    void navigate({ to: "/contacts", search: (old) => ({ ...old, ...part }), replace: true });
  useEffect(() => {
    void navigate({ to: "/contacts", search: (old) => ({ ...old, search: search || undefined }), replace: true });
  }, [search, navigate]);
  return (
    <div className={style.filters}>
      <TextInput
        className={style.search ?? ""}
        aria-label={t("search")}
        placeholder={t("search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        rightSection={
          typed && (
            <ActionIcon size="sm" aria-label={t("filter.clear")} onClick={() => setTyped("")}>
              <IconX size={14} aria-hidden />
            </ActionIcon>
          )
        }
      />
      <Select
        className={style.filter ?? ""}
        aria-label={t("column.tags")}
        placeholder={t("filter.tag")}
        searchable
        clearable
        value={filter.tagId ?? null}
        data={tags.map((tag) => ({ value: tag.id, label: tag.name }))}
        onChange={(tagId) => change({ tagId: tagId ?? undefined })}
      />
      <Select
        className={style.filter ?? ""}
        aria-label={t("sort")}
        allowDeselect={false}
        value={filter.sort ?? "newest"}
        data={(["newest", "oldest", "name"] as const).map((value) => ({ value, label: t(`sort.${value}`) }))}
        onChange={(sort) => change({ sort: sort === "oldest" || sort === "name" ? sort : undefined })}
      />
      {filter.importId && (
        <Button
          variant="subtle"
          rightSection={<IconX size={14} aria-hidden />}
          onClick={() => change({ importId: undefined })}
        >
          {t("filter.import")}
        </Button>
      )}
    </div>
  );
}

function Actions({ onAdd }: { onAdd: () => void }) {
  const t = useTexts(contactTexts);
  const navigate = useNavigate();
  const mayImport = usePermission("contacts.import");
  const mayEdit = usePermission("contacts.edit");
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t("organize")} title={t("organize")}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayEdit && (
            <Menu.Item leftSection={<IconUserPlus size={16} aria-hidden />} onClick={onAdd}>
              {t("add")}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconTags size={16} aria-hidden />}
            onClick={() => void navigate({ to: "/contacts/organize" })}
          >
            {t("organize")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {mayImport && (
        <LinkButton to="/contacts/import" variant="filled" leftSection={<IconUpload size={16} aria-hidden />}>
          {t("import")}
        </LinkButton>
      )}
    </>
  );
}

function NobodyYet({ onAdd }: { onAdd: () => void }) {
  const t = useTexts(contactTexts);
  const mayImport = usePermission("contacts.import");
  const mayEdit = usePermission("contacts.edit");
  return (
    <EmptyState
      drawing="contacts"
      title={t("empty.title")}
      sentence={t("empty.sentence")}
      action={
        <span className="row">
          {mayImport && (
            <LinkButton to="/contacts/import" variant="filled">
              {t("import")}
            </LinkButton>
          )}
          {mayEdit && <Button onClick={onAdd}>{t("add")}</Button>}
        </span>
      }
    />
  );
}

function NobodyMatches() {
  const t = useTexts(contactTexts);
  return (
    <EmptyState
      drawing="search"
      title={t("none.title")}
      sentence={t("none.sentence")}
      action={
        <LinkButton to="/contacts" search={{}} reloadDocument={false}>
          {t("filter.clear")}
        </LinkButton>
      }
    />
  );
}
