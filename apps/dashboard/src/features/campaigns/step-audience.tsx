import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTexts } from "../../texts/use-texts.ts";
import { useFormat } from "../../ui/format.ts";
import { Choices } from "./choices.tsx";
import { type Audience, importsQuery, tagsQuery } from "./queries.ts";
import { campaignTexts } from "./texts.ts";
import { WhoReceives } from "./who-receives.tsx";
import style from "./wizard.module.css";
import type { StepProps } from "./wizard.tsx";

/** Who is meant; how many of them receive it shows as soon as it is saved. */
export function AudienceStep({ campaign, editing }: StepProps) {
  const t = useTexts(campaignTexts);
  const { dateTime } = useFormat();
  const tags = useQuery(tagsQuery).data ?? [];
  const imports = (useQuery(importsQuery).data ?? []).filter((one) => one.status === "finished");
  const { audience } = editing.draft;
  const choose = (type: Audience["type"]) => {
    const [tag] = tags;
    const [file] = imports;
    if (type === "all") editing.change({ audience: { type } });
    if (type === "tag" && tag) editing.change({ audience: { type, tagId: tag.id } });
    if (type === "import" && file) editing.change({ audience: { type, importId: file.id } });
  };
  return (
    <>
      <h1 className={style.question}>{t("audience.question")}</h1>
      <Choices
        label={t("audience.question")}
        value={audience?.type}
        onChange={choose}
        options={[
          { value: "all", label: t("audience.all"), hint: t("audience.all.hint") },
          {
            value: "tag",
            label: t("audience.tag"),
            hint: tags.length > 0 ? t("audience.tag.hint") : t("audience.tag.none"),
            isDisabled: tags.length === 0,
            more: audience?.type === "tag" && (
              <Select
                label={t("audience.tag.choose")}
                searchable
                value={audience.tagId}
                data={tags.map((tag) => ({ value: tag.id, label: tag.name }))}
                onChange={(tagId) => tagId && editing.change({ audience: { type: "tag", tagId } })}
              />
            ),
          },
          {
            value: "import",
            label: t("audience.import"),
            hint: imports.length > 0 ? t("audience.import.hint") : t("audience.import.none"),
            isDisabled: imports.length === 0,
            more: audience?.type === "import" && (
              <Select
                label={t("audience.import.choose")}
                searchable
                value={audience.importId}
                data={imports.map((one) => ({ value: one.id, label: `${one.fileName}, ${dateTime(one.createdAt)}` }))}
                onChange={(importId) => importId && editing.change({ audience: { type: "import", importId } })}
              />
            ),
          },
        ]}
      />
      <WhoReceives campaign={campaign} />
    </>
  );
}
