import type { MailText } from "./mail-layout.ts";
import type { Language } from "./schema.ts";

interface Reader {
  name: string;
  language: Language;
}

/** Asks a new person to prove that the address is his. */
export function verificationMail({ name, language }: Reader, url: string): MailText {
  if (language === "id") {
    return {
      language,
      subject: "Konfirmasi email Anda di Balas",
      greeting: `Halo ${name},`,
      paragraphs: ["Terima kasih sudah mendaftar di Balas. Konfirmasi alamat email ini untuk mulai."],
      link: { label: "Konfirmasi email", url },
      closing: "Tautan berlaku 3 hari. Kalau Anda tidak mendaftar, abaikan surat ini.",
    };
  }
  return {
    language,
    subject: "Confirm your email for Balas",
    greeting: `Hello ${name},`,
    paragraphs: ["Thank you for signing up for Balas. Confirm this email address to start."],
    link: { label: "Confirm email", url },
    closing: "The link works for 3 days. If you did not sign up, ignore this mail.",
  };
}

/** Tells the owner of an account that somebody tried to sign up with its address. */
export function alreadyRegisteredMail({ name, language }: Reader, url: string): MailText {
  if (language === "id") {
    return {
      language,
      subject: "Anda sudah punya akun Balas",
      greeting: `Halo ${name},`,
      paragraphs: [
        "Seseorang mencoba mendaftar di Balas dengan alamat email ini, tetapi alamat ini sudah punya akun.",
        "Kalau itu Anda, masuk saja. Lupa kata sandi? Buat yang baru di halaman masuk.",
      ],
      link: { label: "Masuk", url },
      closing: "Kalau itu bukan Anda, tidak ada yang perlu dilakukan: akun Anda tidak berubah.",
    };
  }
  return {
    language,
    subject: "You already have a Balas account",
    greeting: `Hello ${name},`,
    paragraphs: [
      "Somebody tried to sign up for Balas with this email address, but it already has an account.",
      "If that was you, just sign in. Forgot the password? Set a new one on the sign-in page.",
    ],
    link: { label: "Sign in", url },
    closing: "If that was not you, there is nothing to do: your account did not change.",
  };
}

/** Brings the link that sets a new password. */
export function passwordResetMail({ name, language }: Reader, url: string): MailText {
  if (language === "id") {
    return {
      language,
      subject: "Buat kata sandi baru untuk Balas",
      greeting: `Halo ${name},`,
      paragraphs: ["Kami menerima permintaan untuk mengatur ulang kata sandi akun Balas Anda."],
      link: { label: "Buat kata sandi baru", url },
      closing: "Tautan berlaku 1 jam dan hanya sekali. Kalau Anda tidak memintanya, abaikan surat ini.",
    };
  }
  return {
    language,
    subject: "Set a new password for Balas",
    greeting: `Hello ${name},`,
    paragraphs: ["We received a request to reset the password of your Balas account."],
    link: { label: "Set a new password", url },
    closing: "The link works for 1 hour and only once. If you did not ask for it, ignore this mail.",
  };
}

/** Tells a person that the password was changed, so that a thief does not go unnoticed. */
export function passwordChangedMail({ name, language }: Reader, url: string): MailText {
  if (language === "id") {
    return {
      language,
      subject: "Kata sandi Balas Anda diubah",
      greeting: `Halo ${name},`,
      paragraphs: ["Kata sandi akun Balas Anda baru saja diubah, dan perangkat lain dikeluarkan."],
      link: { label: "Atur ulang kata sandi", url },
      closing: "Kalau itu bukan Anda, segera atur ulang kata sandi lewat tautan di atas.",
    };
  }
  return {
    language,
    subject: "Your Balas password was changed",
    greeting: `Hello ${name},`,
    paragraphs: ["The password of your Balas account was just changed, and other devices were signed out."],
    link: { label: "Reset the password", url },
    closing: "If that was not you, reset the password with the link above at once.",
  };
}
