import style from "./choice.module.css";

/** One of several ways, with a sentence about what it means; the whole sheet can be clicked. */
export function Choice(props: {
  name: string;
  value: string;
  title: string;
  body: string;
  isChosen: boolean;
  isDisabled?: boolean;
  onChoose: () => void;
}) {
  return (
    <label className={style.choice} data-disabled={props.isDisabled || undefined}>
      <input
        type="radio"
        name={props.name}
        value={props.value}
        checked={props.isChosen}
        disabled={props.isDisabled}
        onChange={props.onChoose}
      />
      <span>
        <b>{props.title}</b>
        <span>{props.body}</span>
      </span>
    </label>
  );
}
