import { Loader } from "@mantine/core";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Shown when the code or the first data of a screen takes longer than one notices. */
export function AppPending() {
  const t = useTexts(common);
  return (
    <main style={{ display: "grid", placeItems: "center", height: "100%", minHeight: 240 }}>
      <Loader role="status" aria-label={t("loading")} />
    </main>
  );
}
