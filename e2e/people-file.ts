import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const firstNames = ["Sari", "Budi", "Rina", "Agus", "Dewi", "Joko", "Maya", "Tono", "Lina", "Eko"];
const lastNames = ["Wulandari", "Santoso", "Kartika", "Prasetyo", "Lestari", "Hidayat", "Putri", "Nugroho"];
const cities = ["Bandung", "Surabaya", "Medan", "Makassar", "Semarang", "Yogyakarta", ""];
const badNumbers = ["", "12345", "tidak ada", "08123", "+62 812 3456 7890 1234 567", "6,28123E+12"];

export interface PeopleFile {
  path: string;
  rows: number;
  bad: number;
  /** The first person, for whoever needs one by name. */
  first: { name: string; phone: string };
}

/** Writes the phone book of a small business as its spreadsheet saves it: semicolons, local numbers, some bad rows. */
export async function writePeopleFile(rows = 1_000, bad = 17): Promise<PeopleFile> {
  const lines = ["Nama Pelanggan;No. WA;Kota"];
  for (let row = 0; row < rows; row += 1) {
    const name = `${pick(firstNames, row)} ${pick(lastNames, Math.floor(row / 3))}`;
    // Spread through the file, as typing errors are.
    const badIndex = Math.floor((row * bad) / rows);
    const isBad = Math.floor(((row + 1) * bad) / rows) > badIndex;
    lines.push(`${name};${isBad ? pick(badNumbers, badIndex) : phoneOf(row)};${pick(cities, row)}`);
  }
  const folder = await mkdtemp(join(tmpdir(), "balas-people-"));
  const path = join(folder, "pelanggan.csv");
  await writeFile(path, `${lines.join("\r\n")}\r\n`);
  return { path, rows, bad, first: { name: `${firstNames[0]} ${lastNames[0]}`, phone: phoneOf(0) } };
}

function phoneOf(row: number): string {
  return `0813-${String(7000 + (row % 1000))}-${String(1000 + row)}`;
}

function pick(list: readonly string[], index: number): string {
  return list[index % list.length] ?? "";
}
