import { defineTexts } from "../../texts/define-texts.ts";

export const settingsTexts = defineTexts("settings", {
  id: {
    title: "Pengaturan",
    "group.you": "Anda",
    "group.organization": "Organisasi",
    "group.operator": "Server ini",
    profile: "Profil",
    password: "Kata sandi",
    apiKeys: "Kunci API",
    organization: "Organisasi",
    members: "Anggota",
    outbox: "Kotak keluar",
  },
  en: {
    title: "Settings",
    "group.you": "You",
    "group.organization": "Organization",
    "group.operator": "This server",
    profile: "Profile",
    password: "Password",
    apiKeys: "API keys",
    organization: "Organization",
    members: "Members",
    outbox: "Outbox",
  },
});
