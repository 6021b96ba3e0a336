import { Button } from "@mantine/core";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/use-texts.ts";
import style from "./load-more.module.css";

export interface More {
  hasMore: boolean;
  isLoading: boolean;
  load: () => void;
}

/** The foot of a list that has further pages; nothing when all is shown. */
export function LoadMore({ more }: { more: More }) {
  const t = useTexts(common);
  if (!more.hasMore) return null;
  return (
    <div className={style.more}>
      <Button variant="subtle" onClick={more.load} loading={more.isLoading}>
        {t("more")}
      </Button>
    </div>
  );
}
