import { useTexts } from "../../texts/use-texts.ts";
import type { Tag } from "./queries.ts";
import style from "./tag-chip.module.css";
import { contactTexts } from "./texts.ts";

export const tagColors = ["gray", "red", "orange", "yellow", "green", "teal", "blue", "violet", "pink"] as const;
export type TagColor = (typeof tagColors)[number];

/** A tag: neutral, with a dot of its color, so that it is never taken for a status. */
export function TagChip({ tag }: { tag: Pick<Tag, "name" | "color"> }) {
  return (
    <span className={style.tag} title={tag.name}>
      <i className={style.dot} data-color={tag.color} aria-hidden />
      <span className="cut">{tag.name}</span>
    </span>
  );
}

/** A row of tags; what has no room is counted. */
export function TagList({ tags, most = 20 }: { tags: readonly Tag[]; most?: number }) {
  const rest = tags.length - most;
  return (
    <span className={style.list}>
      {tags.slice(0, most).map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
      {rest > 0 && (
        <span className="meta num" title={tags.map((tag) => tag.name).join(", ")}>
          +{rest}
        </span>
      )}
    </span>
  );
}

/** Chooses a color by its dot; the word goes to those who do not see it. */
export function ColorChoice(props: { value: TagColor; onChange: (color: TagColor) => void }) {
  const t = useTexts(contactTexts);
  return (
    <fieldset className={style.colors}>
      <legend>{t("tags.color")}</legend>
      {tagColors.map((color) => (
        <label key={color} title={t(`color.${color}`)}>
          <input
            type="radio"
            name="color"
            className="vh"
            checked={props.value === color}
            onChange={() => props.onChange(color)}
          />
          <i className={style.dot} data-color={color} aria-hidden />
          <span className="vh">{t(`color.${color}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
