import { PasswordInput } from "@mantine/core";
import { IconCheck, IconPoint } from "@tabler/icons-react";
import type { ComponentProps } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import style from "./new-password.module.css";
import { judgePassword } from "./password-rules.ts";
import { identityTexts } from "./texts.ts";

/** A password to be chosen: the field, how strong it is, and which rules it meets, while it is typed. */
export function NewPassword({
  personal,
  value,
  ...field
}: ComponentProps<typeof PasswordInput> & {
  value: string;
  personal: readonly string[];
}) {
  const t = useTexts(identityTexts);
  const { strength, rules } = judgePassword(value, personal);
  return (
    <div className={style.field}>
      <PasswordInput
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t("show") }}
        {...field}
        value={value}
      />
      <div className={style.strength} data-strength={value === "" ? "none" : strength}>
        {[1, 2, 3, 4].map((step) => (
          <i key={step} data-on={value !== "" && strength >= step ? true : undefined} />
        ))}
        <span className="meta" aria-live="polite">
          {value !== "" && t(`strength.${strength}`)}
        </span>
      </div>
      <ul className={style.rules}>
        {rules.map((rule) => (
          <li key={rule.name} data-met={rule.isMet || undefined}>
            {rule.isMet ? <IconCheck size={14} aria-hidden /> : <IconPoint size={14} aria-hidden />}
            {t(`rule.${rule.name}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
