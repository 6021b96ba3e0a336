import { useId } from "react";
import { useFormat } from "../../ui/format.ts";
import style from "./sandbox-drawer.module.css";

/** How many of a hundred do something. */
export function ChanceSlider(props: { label: string; value?: number; onChange?: (value: number) => void }) {
  const id = useId();
  const { percent } = useFormat();
  const value = props.value ?? 0;
  return (
    <div className={style.slider}>
      <div>
        <label htmlFor={id}>{props.label}</label>
        <output htmlFor={id} className="num">
          {percent(value)}
        </output>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={1}
        value={Math.round(value * 100)}
        onChange={(event) => props.onChange?.(Number(event.currentTarget.value) / 100)}
      />
    </div>
  );
}
