/** Why a row was not imported, for the error file; the screens translate the codes by themselves. */
export const reasonTexts: Record<"id" | "en", Record<string, string>> = {
  id: {
    phone_missing: "Nomor telepon kosong",
    phone_invalid: "Bukan nomor telepon yang benar",
    phone_too_short: "Nomor telepon terlalu pendek",
    phone_too_long: "Nomor telepon terlalu panjang",
    phone_damaged_by_spreadsheet: "Nomor dirusak aplikasi spreadsheet (6,28E+12); simpan kolomnya sebagai teks",
    broken_quotes: "Tanda kutip di baris ini tidak berpasangan",
    too_many_cells: "Baris ini punya lebih banyak kolom daripada judulnya",
    name_too_long: "Nama lebih dari 200 huruf",
    value_too_long: "Isi kolom lebih dari 1.000 huruf",
  },
  en: {
    phone_missing: "The phone number is empty",
    phone_invalid: "Not a valid phone number",
    phone_too_short: "The phone number is too short",
    phone_too_long: "The phone number is too long",
    phone_damaged_by_spreadsheet: "A spreadsheet damaged the number (6.28E+12); save the column as text",
    broken_quotes: "The quotes of this row do not match",
    too_many_cells: "The row has more columns than the header",
    name_too_long: "The name is longer than 200 characters",
    value_too_long: "A value is longer than 1,000 characters",
  },
};
