import { Button, Select, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTexts } from "../../texts/use-texts.ts";
import { Form } from "../../ui/form.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { toast } from "../../ui/toast.tsx";
import { ChanceSlider } from "./chance-slider.tsx";
import { type Behavior, behaviorQuery, useSetBehavior } from "./queries.ts";
import style from "./sandbox-drawer.module.css";
import { sandboxTexts } from "./texts.ts";

const delays = { quick: [1, 5], usual: [5, 60], slow: [60, 600] } as const;
type DelayName = keyof typeof delays;
const delayNames: readonly DelayName[] = ["quick", "usual", "slow"];
const speeds = [1, 10, 60, 600];

/** What the customers of this number do about a message. */
export function BehaviorView({ sessionId }: { sessionId: string }) {
  const behavior = useQuery(behaviorQuery(sessionId));
  return (
    <div className={style.body}>
      <Loaded query={behavior}>{(loaded) => <BehaviorForm sessionId={sessionId} behavior={loaded} />}</Loaded>
    </div>
  );
}

function BehaviorForm({ sessionId, behavior }: { sessionId: string; behavior: Behavior }) {
  const t = useTexts(sandboxTexts);
  const save = useSetBehavior(sessionId);
  const form = useForm({
    initialValues: {
      readChance: behavior.readChance,
      answerChance: behavior.answerChance,
      stopChance: behavior.stopChance,
      delay: nameOfDelay(behavior.answerDelay),
      speed: String(speeds.find((speed) => speed >= behavior.speed) ?? 600),
      answers: behavior.answers.join("\n"),
    },
    validate: { answers: (value) => (lines(value).length === 0 ? t("behavior.answers.wrong") : null) },
  });
  const submit = form.onSubmit((values) => {
    const [shortest, longest] = delays[values.delay];
    save.mutate(
      {
        readChance: values.readChance,
        answerChance: values.answerChance,
        stopChance: values.stopChance,
        readDelay: [Math.round(shortest / 2), Math.round(longest / 2)],
        answerDelay: [shortest, longest],
        stopDelay: [shortest, longest],
        answers: lines(values.answers).slice(0, 20),
        speed: Number(values.speed),
      },
      { onSuccess: () => toast(t("behavior.saved")) },
    );
  });
  return (
    <div className={style.form}>
      <div>
        <h2>{t("behavior.title")}</h2>
        <p className="meta">{t("behavior.lead")}</p>
      </div>
      <Form onSubmit={submit} error={save.error} texts={sandboxTexts}>
        <ChanceSlider label={t("behavior.read")} {...form.getInputProps("readChance")} />
        <ChanceSlider label={t("behavior.answer")} {...form.getInputProps("answerChance")} />
        <ChanceSlider label={t("behavior.stop")} {...form.getInputProps("stopChance")} />
        <Select
          label={t("behavior.delay")}
          data={delayNames.map((value) => ({ value, label: t(`behavior.delay.${value}`) }))}
          {...form.getInputProps("delay")}
        />
        <Select
          label={t("behavior.speed")}
          data={speeds.map((speed) => ({
            value: String(speed),
            label: speed === 1 ? t("behavior.speed.real") : t("behavior.speed.value", { speed }),
          }))}
          {...form.getInputProps("speed")}
        />
        <Textarea
          label={t("behavior.answers")}
          description={t("behavior.answers.hint")}
          minRows={4}
          {...form.getInputProps("answers")}
        />
        <Button type="submit" variant="filled" loading={save.isPending}>
          {t("behavior.submit")}
        </Button>
      </Form>
    </div>
  );
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The named delay that comes nearest to the one set by the API. */
function nameOfDelay([, longest]: readonly [number, number]): DelayName {
  return delayNames.find((name) => longest <= delays[name][1]) ?? "slow";
}
