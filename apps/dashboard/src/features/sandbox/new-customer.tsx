import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { common } from "../../texts/common.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Form, FormActions, fieldErrors } from "../../ui/form.tsx";
import { type Customer, useIntroduceCustomer } from "./queries.ts";
import style from "./sandbox-drawer.module.css";
import { sandboxTexts } from "./texts.ts";

/** Makes a virtual customer, with a number of the team's choosing or a simulated one. */
export function NewCustomer(props: {
  sessionId: string;
  isFirst: boolean;
  onDone: (made: Customer | undefined) => void;
}) {
  const t = useTexts(sandboxTexts);
  const tCommon = useTexts(common);
  const introduce = useIntroduceCustomer(props.sessionId);
  const form = useForm({
    initialValues: { name: "", phone: "" },
    validate: { name: (value) => (value.trim() === "" ? t("customer.new.wrong") : null) },
  });
  const submit = form.onSubmit(({ name, phone }) =>
    introduce.mutate(
      { name: name.trim(), ...(phone.trim() === "" ? {} : { phone: phone.trim() }) },
      { onSuccess: props.onDone, onError: (error) => form.setErrors(fieldErrors(error)) },
    ),
  );
  return (
    <div className={style.form}>
      <div>
        <h2>{t(props.isFirst ? "customer.none.title" : "customer.new")}</h2>
        {props.isFirst && (
          <p className="t2" style={{ marginTop: 6 }}>
            {t("customer.none.body")}
          </p>
        )}
      </div>
      <Form onSubmit={submit} error={introduce.error} texts={sandboxTexts}>
        <TextInput label={t("customer.new.name")} maxLength={120} {...form.getInputProps("name")} />
        <TextInput
          label={t("customer.new.phone")}
          description={t("customer.new.phone.hint")}
          type="tel"
          {...form.getInputProps("phone")}
        />
        <FormActions submit={t("customer.new.submit")} isBusy={introduce.isPending}>
          {!props.isFirst && (
            <Button variant="subtle" onClick={() => props.onDone(undefined)}>
              {tCommon("cancel")}
            </Button>
          )}
        </FormActions>
      </Form>
    </div>
  );
}
