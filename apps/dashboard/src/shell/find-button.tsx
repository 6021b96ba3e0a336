import { Button } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTexts } from "../texts/use-texts.ts";
import { KeyHint } from "../ui/key-hint.tsx";
import { openPalette } from "./open-palette.ts";
import { shellTexts } from "./texts.ts";

/** Opens the palette for those who do not know its keys yet. */
export function FindButton() {
  const t = useTexts(shellTexts);
  return (
    <Button
      className="only-wide"
      onClick={openPalette}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={<KeyHint keys="mod+k" />}
    >
      {t("find")}
    </Button>
  );
}
