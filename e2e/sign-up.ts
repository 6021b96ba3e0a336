import type { Person } from "./open-browser.ts";

export const password = "kopi-Senandika-2026";

const words = {
  id: {
    name: "Nama",
    email: "Email",
    password: "Kata sandi",
    terms: /ketentuan/,
    signUp: "Buat akun",
    signIn: "Masuk",
    organization: "Nama usaha atau organisasi",
    create: "Buat organisasi",
    hello: /^Selamat/,
  },
  en: {
    name: "Name",
    email: "Email",
    password: "Password",
    terms: /terms/,
    signUp: "Create account",
    signIn: "Sign in",
    organization: "Name of the business or organization",
    create: "Create organization",
    hello: /^Good/,
  },
} as const;
type Language = keyof typeof words;

/** Fills in the sign-up form; what follows depends on whether the address must be proven. */
export async function signUp(
  { page }: Person,
  who: { name: string; email: string },
  language: Language = "id",
): Promise<void> {
  const word = words[language];
  await page.goto("/sign-up");
  await page.getByLabel(word.name).fill(who.name);
  await page.getByLabel(word.email).fill(who.email);
  await page.getByLabel(word.password, { exact: true }).fill(password);
  await page.getByRole("checkbox", { name: word.terms }).check();
  await page.getByRole("button", { name: word.signUp }).click();
}

/** Signs in on the page that is open. */
export async function signIn({ page }: Person, email: string, language: Language = "id"): Promise<void> {
  const word = words[language];
  await page.getByLabel(word.email).fill(email);
  await page.getByLabel(word.password, { exact: true }).fill(password);
  await page.getByRole("button", { name: word.signIn, exact: true }).click();
}

/** Names the first organization. */
export async function nameOrganization({ page }: Person, name: string, language: Language = "id"): Promise<void> {
  const word = words[language];
  await page.getByLabel(word.organization).fill(name);
  await page.getByRole("button", { name: word.create }).click();
  await page.getByRole("heading", { level: 1, name: word.hello }).waitFor();
}
