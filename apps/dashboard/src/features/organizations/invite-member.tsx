import { Modal, Radio, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useOrganization, useSystemInfo } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Form, FormActions, fieldErrors } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { toast } from "../../ui/toast.tsx";
import { checkEmail } from "../identity/validate.ts";
import style from "./members.module.css";
import { useInvite } from "./queries.ts";
import { roleHint, roleName, roles } from "./roles.ts";
import { organizationTexts } from "./texts.ts";

/** Asks for email and role; the roles say what they may do. */
export function InviteMember({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTexts(organizationTexts);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("invite.title")}>
      <Ask onDone={onClose} />
    </Modal>
  );
}

function Ask({ onDone }: { onDone: () => void }) {
  const t = useTexts(organizationTexts);
  const system = useSystemInfo();
  const invite = useInvite();
  const isOwner = useOrganization().role === "owner";
  const form = useForm({ initialValues: { email: "", role: "agent" }, validate: { email: checkEmail } });
  const submit = form.onSubmit(({ email, role }) =>
    invite.mutate(
      { email: email.trim(), role },
      {
        onSuccess: () => {
          toast(t("invite.sent", { email: email.trim() }));
          onDone();
        },
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  return (
    <Form onSubmit={submit} error={invite.error} texts={organizationTexts}>
      <TextInput label={t("invite.email")} type="email" data-autofocus {...form.getInputProps("email")} />
      <Radio.Group label={t("invite.role")} {...form.getInputProps("role")}>
        <div className={style.roles}>
          {roles
            .filter((role) => role !== "owner" || isOwner)
            .map((role) => (
              <Radio key={role} value={role} label={roleName(role)} description={roleHint(role)} />
            ))}
        </div>
      </Radio.Group>
      {system && !system.mailConfigured && <Notice>{t("invite.noMail")}</Notice>}
      <FormActions submit={t("invite.submit")} isBusy={invite.isPending} />
    </Form>
  );
}
