import { common } from "../texts/common.ts";
import { useTexts } from "../texts/use-texts.ts";
import { LinkButton } from "../ui/link-button.tsx";
import { EmptyState } from "../ui/states.tsx";

/** An address that leads nowhere. */
export function NotFound() {
  const t = useTexts(common);
  return (
    <main style={{ display: "grid", placeItems: "center", minHeight: "100%" }}>
      <EmptyState
        drawing="search"
        title={t("notFound.title")}
        sentence={t("notFound.body")}
        action={<LinkButton to="/">{t("notFound.action")}</LinkButton>}
      />
    </main>
  );
}
