import { Button } from "@mantine/core";
import { IconAlertTriangle, IconX } from "@tabler/icons-react";
import { useTexts } from "../../texts/use-texts.ts";
import { useFormat } from "../../ui/format.ts";
import { describeFound } from "./describe-found.ts";
import style from "./found-list.module.css";
import type { Problem } from "./queries.ts";
import { campaignTexts } from "./texts.ts";

/** What is wrong, each with the way to it. Errors keep from launching, warnings want a look. */
export function FoundList(props: {
  problems: readonly Problem[];
  onShow: (problem: Problem) => void;
  /** The words of the button; by default it shows the place in the text. */
  showLabel?: (problem: Problem) => string;
}) {
  const t = useTexts(campaignTexts);
  const { number } = useFormat();
  if (props.problems.length === 0) return null;
  return (
    <ul className={style.list} aria-live="polite">
      {bySeverity(props.problems).map((problem) => (
        <li
          key={`${problem.code} ${problem.position ?? ""} ${problem.data?.name ?? ""}`}
          data-severity={problem.severity}
        >
          {problem.severity === "error" ? <IconX size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
          <span className="grow">{describeFound(t, problem, number)}</span>
          <Button size="sm" onClick={() => props.onShow(problem)}>
            {props.showLabel?.(problem) ?? t("found.show")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** What keeps from launching comes first. */
function bySeverity(problems: readonly Problem[]): Problem[] {
  const errors = problems.filter((problem) => problem.severity === "error");
  return [...errors, ...problems.filter((problem) => problem.severity !== "error")];
}
