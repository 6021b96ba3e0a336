import { useQuery } from "@tanstack/react-query";
import { useTexts } from "../../texts/use-texts.ts";
import { type Audience, importsQuery, tagsQuery } from "./queries.ts";
import { campaignTexts } from "./texts.ts";

/** What people call the audience: the tag's or the file's name. */
export function useAudienceName(audience: Audience | null): string {
  const t = useTexts(campaignTexts);
  const tags = useQuery({ ...tagsQuery, enabled: audience?.type === "tag" }).data;
  const imports = useQuery({ ...importsQuery, enabled: audience?.type === "import" }).data;
  if (audience?.type === "tag") return tags?.find((tag) => tag.id === audience.tagId)?.name ?? t("audience.tag");
  if (audience?.type === "import")
    return imports?.find((one) => one.id === audience.importId)?.fileName ?? t("audience.import");
  return t("audience.all");
}
