import { defineTexts } from "../../texts/define-texts.ts";

export const operatorTexts = defineTexts("operator", {
  id: {
    "outbox.title": "Kotak keluar",
    "outbox.subtitle":
      "Surat yang belum dikirim server ini karena SMTP belum diatur. Sampaikan tautannya kepada penerima.",
    "outbox.configured": "SMTP sudah diatur: surat baru langsung terkirim dan tidak tampil di sini.",
    "outbox.empty": "Belum ada surat",
    "outbox.empty.body": "Surat konfirmasi, kata sandi, dan undangan tampil di sini selama SMTP belum diatur.",
    "outbox.to": "Kepada {{to}}",
    "outbox.link": "Tautan di surat ini",
    "outbox.choose": "Pilih surat untuk membacanya",
  },
  en: {
    "outbox.title": "Outbox",
    "outbox.subtitle":
      "Mail that this server could not send because SMTP is not configured. Pass the links on to their recipients.",
    "outbox.configured": "SMTP is configured: new mail is sent at once and does not show here.",
    "outbox.empty": "No mail yet",
    "outbox.empty.body": "Confirmations, password links and invitations show here while SMTP is not configured.",
    "outbox.to": "To {{to}}",
    "outbox.link": "The link in this mail",
    "outbox.choose": "Choose a mail to read it",
  },
});
