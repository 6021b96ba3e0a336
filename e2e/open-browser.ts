import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** A person at a screen of its own: cookies and storage are not shared. */
export interface Person {
  page: Page;
  context: BrowserContext;
  /** What went wrong in the page without anybody seeing it. */
  errors: string[];
}

/** Starts the Chromium that the test runner found. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.BALAS_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** Sits a new person down at the browser, who reads Indonesian unless said otherwise. */
export async function newPerson(browser: Browser, url: string, locale = "id-ID"): Promise<Person> {
  const context = await browser.newContext({
    baseURL: url,
    locale,
    timezoneId: "Asia/Jakarta",
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    colorScheme: "light",
    acceptDownloads: true,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error.stack ?? error)));
  page.on("console", (message) => {
    // Refusals that a screen shows on purpose are logged by the browser as failed loads.
    if (message.type() === "error" && !message.text().includes("Failed to load resource")) errors.push(message.text());
  });
  return { page, context, errors };
}
