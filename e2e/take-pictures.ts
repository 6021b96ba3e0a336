import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const folder = fileURLToPath(new URL("./pictures/", import.meta.url));
const wide = { width: 1440, height: 900 };
const phone = { width: 360, height: 780 };

/** Takes a step's pictures in light, dark and on a phone, and leaves the screen as it was. */
export async function takePictures(page: Page, step: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  // A toast stays as long as the pointer rests on it.
  await page.mouse.move(wide.width / 2, 2);
  await settle(page);
  await page.screenshot({ path: `${folder}${step}-light.png` });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: `${folder}${step}-dark.png` });
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(phone);
  await settle(page);
  await page.screenshot({ path: `${folder}${step}-phone.png` });
  // As text, because this file is no program of the browser's.
  const overflow = Number(
    await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
  );
  await page.setViewportSize(wide);
  if (overflow > 0) throw new Error(`${step}: at ${phone.width} px the page is ${overflow} px too wide`);
}

/** Lets fonts load and what is being laid out come to rest. */
async function settle(page: Page): Promise<void> {
  await page.evaluate("document.fonts.ready.then(() => undefined)");
  await page.waitForTimeout(150);
}
