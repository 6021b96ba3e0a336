import type { Person } from "./open-browser.ts";

export const password = "kopi-Senandika-2026";

/** Fills in the sign-up form; what follows depends on whether the address must be proven. */
export async function signUp({ page }: Person, who: { name: string; email: string }): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("Nama").fill(who.name);
  await page.getByLabel("Email").fill(who.email);
  await page.getByLabel("Kata sandi", { exact: true }).fill(password);
  await page.getByRole("checkbox", { name: /ketentuan/ }).check();
  await page.getByRole("button", { name: "Buat akun" }).click();
}

/** Signs in on the page that is open. */
export async function signIn({ page }: Person, email: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Kata sandi", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Masuk" }).click();
}

/** Names the first organization. */
export async function nameOrganization({ page }: Person, name: string): Promise<void> {
  await page.getByLabel("Nama usaha atau organisasi").fill(name);
  await page.getByRole("button", { name: "Buat organisasi" }).click();
  await page.getByRole("heading", { level: 1, name: /Selamat/ }).waitFor();
}
