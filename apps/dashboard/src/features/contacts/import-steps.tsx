import { useTexts } from "../../texts/use-texts.ts";
import style from "./import.module.css";
import { importTexts } from "./import-texts.ts";

const steps = ["columns", "rules", "check"] as const;

/** Where one is on the way to an import. */
export function ImportSteps({ step }: { step: (typeof steps)[number] }) {
  const t = useTexts(importTexts);
  return (
    <ol className={style.steps}>
      {steps.map((name, index) => (
        <li key={name} aria-current={name === step ? "step" : undefined}>
          <b className="num">{index + 1}</b> {t(`step.${name}`)}
        </li>
      ))}
    </ol>
  );
}
