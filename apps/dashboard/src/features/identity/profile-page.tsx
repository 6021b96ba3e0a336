import { Button, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useRef } from "react";
import { describeProblem } from "../../api/problem-texts.ts";
import { useProfile } from "../../session/queries.ts";
import { common } from "../../texts/common.ts";
import { isLanguage, speak } from "../../texts/i18n.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Card } from "../../ui/card.tsx";
import { isAccepted } from "../../ui/file-drop.tsx";
import { Form, FormActions, fieldErrors } from "../../ui/form.tsx";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { toast } from "../../ui/toast.tsx";
import style from "./profile-page.module.css";
import { useUpdateProfile, useUploadAvatar } from "./queries.ts";
import { identityTexts } from "./texts.ts";
import { checkName } from "./validate.ts";
import { ZoneSelect } from "./zone-select.tsx";

export function ProfilePage() {
  const t = useTexts(identityTexts);
  return (
    <Page title={t("profile.title")} phoneBack="/settings" isNarrow>
      <Card title={t("profile.photo")}>
        <Photo />
      </Card>
      <Card>
        <Details />
      </Card>
    </Page>
  );
}

const accept = "image/png,image/jpeg,image/webp";
const largest = 5_000_000;

function Photo() {
  const t = useTexts(identityTexts);
  const words = useTexts(common);
  const { bytes } = useFormat();
  const profile = useProfile();
  const upload = useUploadAvatar();
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined) => {
    if (!file) return;
    if (!isAccepted(file, accept)) return toast(words("drop.wrongType", { name: file.name }));
    if (file.size > largest) return toast(words("drop.tooLarge", { name: file.name, size: bytes(largest) }));
    upload.mutate(file, { onError: (error) => toast(describeProblem(error)) });
  };
  return (
    <div className={style.photo}>
      <Avatar of="member" size="large" name={profile.name} seed={profile.id} imageUrl={profile.avatarUrl} />
      <div>
        <Button loading={upload.isPending} onClick={() => input.current?.click()}>
          {t("profile.photo.change")}
        </Button>
        <p className="meta">{t("profile.photo.hint")}</p>
      </div>
      <input
        ref={input}
        type="file"
        accept={accept}
        className="vh"
        tabIndex={-1}
        aria-label={t("profile.photo.change")}
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

function Details() {
  const t = useTexts(identityTexts);
  const words = useTexts(common);
  const profile = useProfile();
  const update = useUpdateProfile();
  const form = useForm({
    initialValues: {
      name: profile.name,
      phone: profile.phone ?? "",
      language: profile.language,
      zone: profile.zone,
    },
    validate: { name: checkName },
  });
  const submit = form.onSubmit((values) =>
    update.mutate(
      { ...values, name: values.name.trim(), phone: values.phone.trim() || null },
      {
        onSuccess: () => {
          if (isLanguage(values.language)) speak(values.language);
          toast(words("saved"));
        },
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  return (
    <Form onSubmit={submit} error={update.error}>
      <TextInput label={t("name")} autoComplete="name" {...form.getInputProps("name")} />
      <TextInput label={t("email")} value={profile.email} readOnly disabled />
      <TextInput
        label={t("profile.phone")}
        description={t("profile.phone.hint")}
        type="tel"
        autoComplete="tel"
        {...form.getInputProps("phone")}
      />
      <Select
        label={t("onboarding.language")}
        data={[
          { value: "id", label: "Bahasa Indonesia" },
          { value: "en", label: "English" },
        ]}
        {...form.getInputProps("language")}
      />
      <ZoneSelect label={t("profile.zone")} {...form.getInputProps("zone")} />
      <FormActions submit={t("profile.save")} isBusy={update.isPending} />
    </Form>
  );
}
