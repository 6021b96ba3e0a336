import { defineTexts } from "../texts/define-texts.ts";
import { i18n } from "../texts/i18n.ts";
import { ApiProblem } from "./problem.ts";

/**
 * The server's codes in words: what happened and what to do. A feature adds its own codes to its texts under
 * `problem.<code>` and passes them first to `describeProblem`; a code without words falls back to a general sentence.
 */
export const problemTexts = defineTexts("problem", {
  id: {
    unreachable: "Server tidak terjangkau. Periksa sambungan internet, lalu coba lagi.",
    unauthorized: "Sesi masuk Anda sudah berakhir. Masuk lagi.",
    forbidden: "Peran Anda tidak mengizinkan ini.",
    not_found: "Ini tidak ada lagi, atau bukan milik organisasi ini.",
    missing_permission: "Peran Anda tidak mengizinkan ini.",
    cross_site_request: "Permintaan ini datang dari situs lain dan ditolak. Buka Balas langsung, lalu coba lagi.",
    sign_up_by_invitation: "Pendaftaran di server ini hanya lewat undangan. Minta undangan dari pemilik organisasi.",
    terms_not_accepted: "Setujui ketentuan untuk melanjutkan.",
    sign_in_ended: "Sesi masuk Anda sudah berakhir. Masuk lagi.",
    limited: "Terlalu sering dalam waktu singkat. Tunggu sebentar, lalu coba lagi.",
    too_many_requests: "Terlalu sering dalam waktu singkat. Tunggu sebentar, lalu coba lagi.",
    too_many_attempts: "Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi.",
    idempotency_key_in_use: "Permintaan yang sama masih dikerjakan. Tunggu sebentar.",
    organization_not_found: "Organisasi ini tidak ada lagi, atau Anda bukan anggotanya.",
    internal_error: "Ada yang salah di server. Coba lagi; bila terulang, sampaikan kode rujukannya.",
    invalid_input: "Ada isian yang belum benar.",
    bad_request: "Permintaannya tidak dimengerti server. Muat ulang halaman, lalu coba lagi.",
    body_too_large: "Yang dikirim terlalu besar.",
    storage_full: "Penyimpanan server penuh. Tidak ada yang diubah. Beri tahu pengelola server.",
    database_unavailable: "Basis data sedang tidak menjawab. Coba lagi sebentar.",
    multipart_malformed: "Berkasnya tidak sampai utuh. Kirim lagi.",
    unsupported_media_type: "Jenis berkas ini tidak diterima.",
    no_such_endpoint: "Server ini belum mengenal permintaan itu. Muat ulang halaman.",
    weak_password: "Kata sandi ini mudah ditebak. Pakai yang lain.",
    idempotency_key_reused: "Permintaan ini sudah pernah dikirim dengan isi lain. Muat ulang halaman.",
    invalid_credentials: "Email atau kata sandi salah.",
    email_not_verified: "Email Anda belum dikonfirmasi. Buka tautan di surat yang kami kirim.",
    email_taken: "Email ini sudah terdaftar. Masuk saja, atau atur ulang kata sandi.",
    wrong_password: "Kata sandi sekarang salah.",
    token_invalid: "Tautan ini tidak berlaku. Minta yang baru.",
    token_expired: "Tautan ini sudah kedaluwarsa. Minta yang baru.",
    invitation_not_found: "Undangan ini tidak ada, atau sudah dibatalkan.",
    invitation_accepted: "Undangan ini sudah pernah diterima. Masuk saja.",
    owner_only: "Hanya pemilik yang dapat mengangkat atau mengeluarkan pemilik.",
    operator_only: "Hanya untuk pengelola server ini.",
    scope_not_held: "Kunci tidak boleh melebihi izin Anda sendiri.",
    expiry_in_the_past: "Tanggal berakhirnya sudah lewat.",
    not_for_api_keys: "Ini hanya bisa dilakukan orang, bukan kunci API.",
    invitation_expired: "Undangan ini sudah kedaluwarsa. Minta dikirim ulang.",
    invitation_email_mismatch: "Undangan ini untuk alamat email lain. Masuk dengan email yang diundang.",
    already_member: "Orang ini sudah menjadi anggota.",
    already_invited: "Orang ini sudah diundang.",
    last_owner: "Organisasi harus punya pemilik. Jadikan orang lain pemilik dulu.",
    file_too_large: "Berkas terlalu besar.",
    file_type_refused: "Jenis berkas ini tidak diterima.",
    general: "Permintaan ditolak ({{code}}).",
  },
  en: {
    unreachable: "The server cannot be reached. Check the connection, then try again.",
    unauthorized: "Your sign-in has ended. Sign in again.",
    forbidden: "Your role does not allow this.",
    not_found: "This no longer exists, or does not belong to this organization.",
    missing_permission: "Your role does not allow this.",
    cross_site_request: "This request came from another site and was refused. Open Balas itself, then try again.",
    sign_up_by_invitation: "Sign-up on this server is by invitation only. Ask the owner of an organization for one.",
    terms_not_accepted: "Agree to the terms to continue.",
    sign_in_ended: "Your sign-in has ended. Sign in again.",
    limited: "Too often in a short time. Wait a moment, then try again.",
    too_many_requests: "Too often in a short time. Wait a moment, then try again.",
    too_many_attempts: "Too many attempts. Wait a few minutes, then try again.",
    idempotency_key_in_use: "The same request is still being worked on. Wait a moment.",
    organization_not_found: "This organization no longer exists, or you are not a member.",
    internal_error: "Something went wrong on the server. Try again; if it repeats, pass on the reference.",
    invalid_input: "Something filled in is not right yet.",
    bad_request: "The server did not understand the request. Reload the page, then try again.",
    body_too_large: "What was sent is too large.",
    storage_full: "The server's storage is full. Nothing was changed. Tell whoever runs the server.",
    database_unavailable: "The database does not answer right now. Try again in a moment.",
    multipart_malformed: "The file did not arrive whole. Send it again.",
    unsupported_media_type: "This type of file is not accepted.",
    no_such_endpoint: "This server does not know that request yet. Reload the page.",
    weak_password: "This password is easy to guess. Use another one.",
    idempotency_key_reused: "This request was sent before with other content. Reload the page.",
    invalid_credentials: "Wrong email or password.",
    email_not_verified: "Your email is not confirmed yet. Open the link in the mail we sent.",
    email_taken: "This email is already registered. Sign in instead, or reset the password.",
    wrong_password: "The current password is wrong.",
    token_invalid: "This link is not valid. Ask for a new one.",
    token_expired: "This link has expired. Ask for a new one.",
    invitation_not_found: "This invitation does not exist, or was taken back.",
    invitation_accepted: "This invitation was accepted before. Just sign in.",
    owner_only: "Only owners can make or remove owners.",
    operator_only: "Only for the operator of this server.",
    scope_not_held: "A key cannot hold more than you may do.",
    expiry_in_the_past: "The end date has passed already.",
    not_for_api_keys: "Only a person can do this, not an API key.",
    invitation_expired: "This invitation has expired. Ask for a new one.",
    invitation_email_mismatch: "This invitation is for another email address. Sign in with the invited one.",
    already_member: "This person is already a member.",
    already_invited: "This person is already invited.",
    last_owner: "An organization needs an owner. Make someone else an owner first.",
    file_too_large: "The file is too large.",
    file_type_refused: "This type of file is not accepted.",
    general: "The request was refused ({{code}}).",
  },
});

/** One sentence for any error, in the language on screen; never the server's own text, which is English for developers. */
export function describeProblem(error: unknown, featureTexts?: { namespace: string }): string {
  const problem = error instanceof ApiProblem ? error : new ApiProblem({ status: 500, code: "internal_error" });
  const values = { ...problem.data, code: problem.code };
  if (featureTexts) {
    const key = `problem.${problem.code}`;
    if (i18n.exists(key, { ns: featureTexts.namespace })) return i18n.t(key, { ...values, ns: featureTexts.namespace });
  }
  const ns = problemTexts.namespace;
  if (i18n.exists(problem.code, { ns })) return i18n.t(problem.code, { ...values, ns });
  if (problem.status >= 500) return i18n.t("internal_error", { ns });
  if (problem.status === 403) return i18n.t("forbidden", { ns });
  if (problem.status === 429) return i18n.t("limited", { ns });
  if (problem.status === 404) return i18n.t("not_found", { ns });
  return i18n.t("general", { ...values, ns });
}
