import { Tooltip } from "@mantine/core";
import { useLiveState } from "../api/realtime.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/use-texts.ts";
import style from "./live-chip.module.css";

/** Whether what is on screen follows the server: never silently stale. */
export function LiveChip() {
  const state = useLiveState();
  const t = useTexts(common);
  return (
    <Tooltip label={t(`live.${state}.hint`)} multiline maw={260}>
      <span className={style.live} data-state={state} role="status">
        {t(`live.${state}`)}
      </span>
    </Tooltip>
  );
}
