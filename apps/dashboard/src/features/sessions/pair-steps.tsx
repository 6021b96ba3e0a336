import { IconCheck } from "@tabler/icons-react";
import { useTexts } from "../../texts/use-texts.ts";
import style from "./pair.module.css";
import type { Session } from "./queries.ts";
import { sessionTexts } from "./texts.ts";

const steps = ["prepare", "scan", "link", "online"] as const;

/** How far the pairing is: each step is done, going on, or still to come. */
export function PairSteps({ session, hasCode }: { session: Session; hasCode: boolean }) {
  const t = useTexts(sessionTexts);
  const current = currentStep(session, hasCode);
  return (
    <ol className={style.progress}>
      {steps.map((step, index) => (
        <li
          key={step}
          data-state={index < current ? "done" : index === current ? "now" : "later"}
          aria-current={index === current ? "step" : undefined}
        >
          <span>{index < current && <IconCheck size={12} aria-hidden />}</span>
          {t(`pair.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}

function currentStep({ status, pairedAt }: Session, hasCode: boolean): number {
  if (status === "online") return steps.length;
  if (status === "pairing" && hasCode) return 1;
  // After the scan the device is linked and connects again with its new keys.
  if (pairedAt !== null && (status === "starting" || status === "reconnecting")) return 2;
  return 0;
}
