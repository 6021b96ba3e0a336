import { useTexts } from "../../texts/use-texts.ts";
import { Page } from "../../ui/page.tsx";
import { FieldsCard } from "./fields-card.tsx";
import { TagsCard } from "./tags-card.tsx";
import { contactTexts } from "./texts.ts";

/** Tags and custom fields of the organization. */
export function OrganizePage() {
  const t = useTexts(contactTexts);
  return (
    <Page title={t("organize.title")} description={t("organize.description")} back="/contacts" isNarrow>
      <TagsCard />
      <FieldsCard />
    </Page>
  );
}
