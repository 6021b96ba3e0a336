import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { toast } from "../../ui/toast.tsx";
import { Choice } from "./choice.tsx";
import style from "./number-page.module.css";
import { pacingNames, type Session, useUpdateSession } from "./queries.ts";
import { sessionTexts } from "./texts.ts";

/** How fast the number may send; a choice is saved at once. */
export function PacingCard({ session }: { session: Session }) {
  const t = useTexts(sessionTexts);
  const update = useUpdateSession(session.id);
  const chosen = update.isPending ? update.variables.pacingProfile : session.pacingProfile;
  const offered = pacingNames.filter((name) => name !== "off" || session.network === "sandbox");
  return (
    <Card title={t("pacing.title")} meta={t("pacing.lead")}>
      <fieldset className={style.choices} aria-label={t("pacing.title")}>
        {offered.map((name) => (
          <Choice
            key={name}
            name="pacing"
            value={name}
            title={t(`pacing.${name}`)}
            body={t(`pacing.${name}.body`)}
            isChosen={chosen === name}
            isDisabled={!session.abilities.update}
            onChoose={() => update.mutate({ pacingProfile: name }, { onSuccess: () => toast(t("pacing.saved")) })}
          />
        ))}
      </fieldset>
      {update.isError && <Notice tone="danger">{describeProblem(update.error, sessionTexts)}</Notice>}
    </Card>
  );
}
