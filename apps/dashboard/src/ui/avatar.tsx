import style from "./avatar.module.css";

/** A customer carries the reply corner, a member of the team is round: outside or inside is seen before it is read. */
export function Avatar(props: {
  name: string;
  of: "customer" | "member";
  size?: "small" | "medium" | "large";
  imageUrl?: string | null | undefined;
  /** What decides the color; the name when absent. */
  seed?: string;
}) {
  const hue = (hash(props.seed ?? props.name) % 6) + 1;
  return (
    <span
      className={style.avatar}
      data-of={props.of}
      data-size={props.size ?? "medium"}
      data-hue={hue}
      title={props.of === "member" ? props.name : undefined}
    >
      {props.imageUrl ? <img src={props.imageUrl} alt="" /> : <span aria-hidden>{initials(props.name)}</span>}
      {props.of === "member" && <span className="vh">{props.name}</span>}
    </span>
  );
}

/** Two letters at most; a bare phone number has no initials and shows a question mark. */
export function initials(name: string): string {
  const words = name.match(/\p{L}[\p{L}\p{M}'’.-]*/gu) ?? [];
  const [first, second] = words.length > 2 ? [words[0], words.at(-1)] : words;
  if (!first) return "?";
  return ((first[0] ?? "") + (second?.[0] ?? first[1] ?? "")).toLocaleUpperCase();
}

function hash(text: string): number {
  let value = 7;
  for (const letter of text) value = (value * 31 + (letter.codePointAt(0) ?? 0)) % 100_003;
  return value;
}
