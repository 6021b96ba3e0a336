import type { Language, MailText } from "../identity/index.ts";
import type { RoleName } from "./roles.ts";

const roleWords: Record<Language, Record<RoleName, string>> = {
  id: { owner: "Pemilik", admin: "Admin", manager: "Manajer", agent: "Agen", viewer: "Pengamat" },
  en: { owner: "Owner", admin: "Admin", manager: "Manager", agent: "Agent", viewer: "Viewer" },
};

/** Invites somebody to an organization, in the organization's language, since the invited one's own is not known yet. */
export function invitationMail(invitation: {
  language: Language;
  organizationName: string;
  inviterName: string;
  role: RoleName;
  url: string;
}): MailText {
  const { language, organizationName, inviterName, url } = invitation;
  const role = roleWords[language][invitation.role];
  if (language === "id") {
    return {
      language,
      subject: `${inviterName} mengundang Anda ke ${organizationName} di Balas`,
      greeting: "Halo,",
      paragraphs: [`${inviterName} mengundang Anda bergabung dengan ${organizationName} di Balas sebagai ${role}.`],
      link: { label: "Lihat undangan", url },
      closing: "Undangan berlaku 7 hari. Kalau Anda tidak mengenal pengirimnya, abaikan surat ini.",
    };
  }
  return {
    language,
    subject: `${inviterName} invites you to ${organizationName} on Balas`,
    greeting: "Hello,",
    paragraphs: [`${inviterName} invites you to join ${organizationName} on Balas as ${role}.`],
    link: { label: "See the invitation", url },
    closing: "The invitation works for 7 days. If you do not know the sender, ignore this mail.",
  };
}
