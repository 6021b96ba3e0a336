import { Radio } from "@mantine/core";
import type { ReactNode } from "react";
import style from "./choices.module.css";

/** A question with few answers: one card each, with what belongs to the chosen one inside of it. */
export function Choices<Value extends string>(props: {
  label: string;
  value: Value | undefined;
  onChange: (value: Value) => void;
  options: { value: Value; label: ReactNode; hint: ReactNode; isDisabled?: boolean; more?: ReactNode }[];
}) {
  const chosen = props.options.find((option) => option.value === props.value);
  return (
    <Radio.Group
      aria-label={props.label}
      value={chosen?.value ?? null}
      onChange={(value) => {
        const option = props.options.find((one) => one.value === value);
        if (option) props.onChange(option.value);
      }}
    >
      <div className={style.choices}>
        {props.options.map((option) => (
          <div
            key={option.value}
            className={style.choice}
            data-chosen={option === chosen || undefined}
            data-disabled={option.isDisabled || undefined}
          >
            <Radio
              value={option.value}
              classNames={{ label: style.label ?? "", description: style.hint ?? "" }}
              label={option.label}
              description={option.hint}
              disabled={option.isDisabled ?? false}
            />
            {option.more && <div className={style.more}>{option.more}</div>}
          </div>
        ))}
      </div>
    </Radio.Group>
  );
}
