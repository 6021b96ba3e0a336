import { keyOf } from "./contact-fields.ts";
import type { Mapping } from "./import-shapes.ts";
import { normalizePhone } from "./normalize-phone.ts";

type Target = Mapping["columns"][number];

const phoneWords =
  /^(no|nomor|nomer)?_?(hp|handphone|wa|whatsapp|telp|telepon|tel|phone|ponsel|mobile|cell|msisdn|kontak|number|phone_number|mobile_number|nomor|nomer|no)(_\d+)?$/;
const nameWords =
  /^(nama|name|full_?name|nama_lengkap|nama_pelanggan|customer|customer_name|contact_name|first_name|display_name)$/;
const tagWords = /^(tag|tags|label|labels|grup|group|kategori|category)$/;

/** Guesses what each column means, from its name and from what stands in it. Custom fields are known by key. */
export function suggestMapping(header: string[], samples: string[][], fieldKeys: readonly string[]): Target[] {
  const targets: Target[] = header.map(() => "ignore");
  const phone = findPhoneColumn(header, samples);
  if (phone !== undefined) targets[phone] = "phone";
  const isFree = (index: number) => targets[index] === "ignore";
  const name = header.findIndex((title, index) => isFree(index) && nameWords.test(keyOf(title)));
  const found = name !== -1 ? name : findNameColumn(samples, header.length, isFree);
  if (found !== undefined) targets[found] = "name";
  for (const [index, title] of header.entries()) {
    if (!isFree(index)) continue;
    const key = keyOf(title);
    if (fieldKeys.includes(key) && !targets.includes(`field:${key}`)) targets[index] = `field:${key}`;
    else if (tagWords.test(key) && !targets.includes("tag")) targets[index] = "tag";
  }
  return targets;
}

/** The column with the most valid numbers; its name decides between equals. */
function findPhoneColumn(header: string[], samples: string[][]): number | undefined {
  const scores = header.map((title, index) => {
    const cells = samples.map((row) => row[index] ?? "").filter((cell) => cell !== "");
    const valid = cells.filter((cell) => normalizePhone(cell, "ID").phone !== undefined).length;
    return (cells.length === 0 ? 0 : valid / cells.length) + (phoneWords.test(keyOf(title)) ? 0.5 : 0);
  });
  const best = Math.max(...scores);
  return best >= 0.5 ? scores.indexOf(best) : undefined;
}

/** Without a telling title, the first column of words that differ from row to row. */
function findNameColumn(samples: string[][], width: number, isFree: (index: number) => boolean): number | undefined {
  for (let index = 0; index < width; index += 1) {
    if (!isFree(index)) continue;
    const cells = samples.map((row) => row[index] ?? "").filter((cell) => cell !== "");
    const isWords = cells.every((cell) => /^\p{L}[\p{L}\p{M} .,'’-]*$/u.test(cell));
    if (cells.length > 1 && isWords && new Set(cells).size > cells.length * 0.8) return index;
  }
  return undefined;
}
