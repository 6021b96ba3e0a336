import { readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { journeySteps } from "./journey-steps.ts";
import { newPerson, openBrowser, type Person } from "./open-browser.ts";
import { type PeopleFile, writePeopleFile } from "./people-file.ts";
import { nameOrganization, signIn, signUp } from "./sign-up.ts";
import { type RunningBalas, startBalas } from "./start-balas.ts";
import { takePictures } from "./take-pictures.ts";

// The main job from end to end, through the screens alone, on a product that was really started.

let balas: RunningBalas;
let browser: Browser;
let operator: Person;
let ayu: Person;
let file: PeopleFile;
let thread: string;

beforeAll(async () => {
  [balas, browser] = await Promise.all([startBalas(), openBrowser()]);
  operator = await newPerson(browser, balas.url);
  ayu = await newPerson(browser, balas.url);
  file = await writePeopleFile();
});
afterAll(async () => {
  await browser?.close();
  await balas?.stop();
  if (file) await rm(dirname(file.path), { recursive: true });
});

const step = journeySteps(() => ayu);

step("the first person is the operator and may sign in at once", async () => {
  await signUp(operator, { name: "Dimas Nugroho", email: "dimas@balas.example" });
  await nameOrganization(operator, "Pengelola Balas");
});

step("a newcomer signs up and proves the address by the mail from the operator's outbox", async () => {
  const { page } = ayu;
  await page.goto("/sign-up");
  await takePictures(page, "01-sign-up");
  await signUp(ayu, { name: "Ayu Lestari", email: "ayu@kopisenandika.example" });
  await page.getByRole("heading", { name: "Periksa email Anda" }).waitFor();
  await takePictures(page, "02-check-mail");
  await operator.page.goto("/settings/outbox");
  const mail = operator.page.getByRole("group").filter({ hasText: "ayu@kopisenandika.example" }).first();
  await mail.click();
  const link = await mail.getByRole("textbox").inputValue();
  expect(link).toContain("/verify-email?token=");
  await page.goto(link);
  await page.waitForURL("**/sign-in**");
  await signIn(ayu, "ayu@kopisenandika.example");
});

step("she names her organization and finds the first steps", async () => {
  const { page } = ayu;
  await page.getByLabel("Nama usaha atau organisasi").waitFor();
  await takePictures(page, "03-onboarding");
  await nameOrganization(ayu, "Kopi Senandika");
  await takePictures(page, "04-home");
});

step("she pairs a number of the sandbox by its QR code", async () => {
  const { page } = ayu;
  await page.getByRole("link", { name: "Nomor", exact: true }).first().click();
  await page.getByRole("heading", { name: "Hubungkan nomor pertama" }).waitFor();
  await takePictures(page, "05-no-numbers");
  await page.getByRole("link", { name: "Tambah nomor" }).first().click();
  await page.getByLabel("Nama nomor").fill("Toko Pusat");
  await takePictures(page, "06-add-number");
  await page.getByRole("button", { name: "Lanjut ke kode QR" }).click();
  await page.getByRole("img", { name: "Kode QR penautan" }).waitFor();
  await page.getByRole("button", { name: "Buka ponsel Sandbox" }).click();
  const sandbox = page.getByRole("complementary", { name: "Ponsel Sandbox" });
  await sandbox.getByText("Kode terbaca. Tautkan ke Balas?").waitFor();
  await takePictures(page, "07-pair");
  await sandbox.getByRole("button", { name: "Tautkan ponsel ini" }).click();
  await page.getByRole("heading", { name: "Toko Pusat terhubung" }).waitFor();
  await takePictures(page, "08-paired");
  await sandbox.getByRole("button", { name: "Tutup" }).click();
  await page.getByRole("link", { name: "Lihat nomor" }).click();
  await page.getByRole("radio", { name: /Tanpa jeda/ }).check();
  await takePictures(page, "09-number");
});

step("she imports 1,000 people, and the 17 bad rows come back as a file", async () => {
  const { page } = ayu;
  await page.getByRole("link", { name: "Kontak", exact: true }).first().click();
  await page.getByRole("heading", { name: "Belum ada kontak" }).waitFor();
  await takePictures(page, "10-no-contacts");
  await page.getByRole("link", { name: "Impor dari berkas" }).first().click();
  await takePictures(page, "11-import-file");
  await page.locator('input[type="file"]').setInputFiles(file.path);
  await page.getByRole("heading", { name: "Apa isi tiap kolom?" }).waitFor();
  await page.getByRole("combobox", { name: "Kolom Kota berisi" }).click();
  await page.getByRole("option", { name: "Isian baru: Kota" }).click();
  await takePictures(page, "12-import-columns");
  await page.getByRole("button", { name: "Lanjut ke aturan" }).click();
  await page.getByLabel("Dari mana mereka setuju menerima pesan?").fill("Formulir di toko, Januari 2026");
  await takePictures(page, "13-import-rules");
  await page.getByRole("button", { name: "Hitung dulu" }).click();
  await page.getByRole("heading", { name: "Inilah yang akan terjadi" }).waitFor();
  await page.getByText("Ditolak 17").first().waitFor();
  await takePictures(page, "14-import-check");
  await page.getByRole("button", { name: "Impor 983 orang" }).click();
  await page.getByRole("heading", { name: "Impor selesai" }).waitFor();
  await takePictures(page, "15-import-done");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Unduh 17 baris yang ditolak" }).click();
  const errors = await readFile(await (await download).path(), "utf8");
  const lines = errors.split(/\r?\n/).filter((line) => line !== "");
  expect(lines).toHaveLength(1 + 17);
  await page.getByRole("link", { name: "Lihat orangnya" }).click();
  await page.getByText("983 orang").first().waitFor();
  await takePictures(page, "16-contacts");
});

step("she writes a campaign with two variables and a choice of words", async () => {
  const { page } = ayu;
  await page.getByRole("link", { name: "Kampanye", exact: true }).first().click();
  await page.getByRole("heading", { name: "Belum ada kampanye" }).waitFor();
  await takePictures(page, "17-no-campaigns");
  await page.getByRole("link", { name: "Buat kampanye" }).first().click();
  await page.getByLabel("Nama kampanye").fill("Biji baru Gayo");
  await page.getByRole("button", { name: "Mulai draf" }).click();
  await page.getByRole("radio", { name: /Orang dari satu impor/ }).check();
  await page.getByText("983").first().waitFor();
  await takePictures(page, "18-audience");
  await page.getByRole("button", { name: "Lanjut ke Isi" }).click();
  await page
    .getByLabel("Pesan", { exact: true })
    .fill(
      "{Halo|Hai|Selamat pagi} {{first_name|Kak}}, biji Gayo panen baru sudah {tiba|datang} di Kopi Senandika {{kota|terdekat}}. Balas STOP untuk berhenti.",
    );
  await page.getByText("6 teks").waitFor();
  await takePictures(page, "19-content");
  await page.getByRole("button", { name: "Lanjut ke Jadwal dan batas" }).click();
  await page.getByRole("radio", { name: /Toko Pusat/ }).check();
  // The journey must also end when it is walked at night.
  // The switch itself lies under the track that one sees and clicks.
  await page.getByRole("switch", { name: "Jam tenang" }).uncheck({ force: true });
  await takePictures(page, "20-limits");
  await page.getByRole("button", { name: "Lanjut ke Uji kirim" }).click();
  await page.getByLabel("Kirim ke nomor").fill("0812-1111-2222");
  await page.getByRole("button", { name: "Kirim uji", exact: true }).click();
  await page.getByText("Uji dikirim ke", { exact: false }).first().waitFor();
  await takePictures(page, "21-test");
  await page.getByRole("button", { name: "Lanjut ke Tinjau" }).click();
  await page.getByRole("button", { name: "Luncurkan ke 983 orang" }).waitFor();
  await takePictures(page, "22-review");
});

step("it goes to everybody, with progress to the end", async () => {
  const { page } = ayu;
  await page.getByLabel("Ketik jumlah penerima untuk meluncurkan").fill("983");
  await page.getByRole("button", { name: "Luncurkan ke 983 orang" }).click();
  await page.getByRole("button", { name: "Jeda" }).waitFor();
  await takePictures(page, "23-sending");
  await page.getByText("Selesai", { exact: true }).first().waitFor({ timeout: 120_000 });
  await page.getByText("983 dari 983 sudah pasti").waitFor({ timeout: 60_000 });
  await takePictures(page, "24-report");
});

step("a customer's answer appears in the inbox without a reload, and the reply reaches the virtual phone", async () => {
  const { page } = ayu;
  await page
    .getByRole("link", { name: /^Inbox/ })
    .first()
    .click();
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Halaman, tindakan, orang…").fill("Buka Sandbox");
  await page.keyboard.press("Enter");
  const sandbox = page.getByRole("complementary", { name: "Ponsel Sandbox" });
  const line = sandbox.getByRole("textbox", { name: /^Tulis sebagai/ });
  await line.fill("Mau dua bungkus, bisa diantar?");
  await line.press("Enter");
  const row = page.getByRole("list").getByRole("button", { name: /Mau dua bungkus/ });
  await row.waitFor();
  await takePictures(page, "25-inbox-answer");
  await row.click();
  await page.getByRole("textbox", { name: "Balas" }).fill("Bisa, kami antar sore ini.");
  await page.keyboard.press("Enter");
  await sandbox.getByText("Bisa, kami antar sore ini.").waitFor();
  await takePictures(page, "26-inbox-reply");
  await sandbox.getByRole("button", { name: "Tutup" }).click();
  await takePictures(page, "27-thread");
  thread = page.url();
});

step("the same screens in English", async () => {
  const { page } = ayu;
  await page.getByRole("button", { name: "Menu Ayu Lestari" }).click();
  await page.getByText("English", { exact: true }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Home", exact: true }).first().click();
  await page.getByRole("heading", { level: 1, name: /^Good/ }).waitFor();
  await takePictures(page, "28-home-en");
  for (const name of ["Contacts", "Campaigns", "Numbers"]) {
    await page.getByRole("link", { name, exact: true }).first().click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await takePictures(page, `29-${name.toLowerCase()}-en`);
  }
  await page.goto(thread);
  await page.getByText("Bisa, kami antar sore ini.").last().waitFor();
  await takePictures(page, "30-inbox-en");
});

step("nothing went wrong in the page unseen", async () => {
  expect(ayu.errors).toEqual([]);
});
