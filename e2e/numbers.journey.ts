import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { journeySteps } from "./journey-steps.ts";
import { newPerson, openBrowser, type Person } from "./open-browser.ts";
import { nameOrganization, signUp } from "./sign-up.ts";
import { type RunningBalas, startBalas } from "./start-balas.ts";
import { takePictures } from "./take-pictures.ts";

// The life of a number, and both sides of its chats in the Sandbox, read in English.

let balas: RunningBalas;
let browser: Browser;
let dina: Person;
let sandbox: Locator;
const step = journeySteps(() => dina);

beforeAll(async () => {
  [balas, browser] = await Promise.all([startBalas(), openBrowser()]);
  dina = await newPerson(browser, balas.url, "en-GB");
  sandbox = dina.page.getByRole("complementary", { name: "Sandbox phone" });
});
afterAll(async () => {
  await browser?.close();
  await balas?.stop();
});

step("she signs up and makes a Sandbox number from the home page", async () => {
  const { page } = dina;
  await signUp(dina, { name: "Dina Wirawan", email: "dina@balas.example" }, "en");
  await nameOrganization(dina, "Wirawan Books", "en");
  await page.getByRole("button", { name: "Open Sandbox" }).click();
  await sandbox.getByText("No Sandbox number yet").waitFor();
  await takePictures(page, "en-01-empty-sandbox");
  await sandbox.getByRole("button", { name: "Make a Sandbox number" }).click();
  await sandbox.getByRole("button", { name: "Link this phone" }).click();
  await sandbox.getByText("Who is writing?").waitFor();
});

step("a customer writes, and the owner's phone shows it", async () => {
  const { page } = dina;
  await sandbox.getByLabel("Name of the customer").fill("Rina Kartika");
  await sandbox.getByRole("button", { name: "Add customer" }).click();
  const line = sandbox.getByLabel("Write as Rina Kartika");
  await line.fill("Do you have the new atlas?");
  await line.press("Enter");
  await sandbox.getByText("Do you have the new atlas?").waitFor();
  await takePictures(page, "en-02-customer");
  await sandbox.getByText("Owner's phone").click();
  await sandbox.getByRole("button", { name: /Rina Kartika/ }).click();
  await sandbox.getByText("Do you have the new atlas?").waitFor();
});

step("customers behave as told, and answer what is typed on the phone", async () => {
  const { page } = dina;
  await sandbox.getByText("Behavior", { exact: true }).click();
  await sandbox.getByLabel("Answer", { exact: true }).fill("100");
  await sandbox.getByLabel("Write STOP").fill("0");
  await sandbox.getByLabel("Customers' time runs").click();
  await page.getByRole("option", { name: "600× faster" }).click();
  await sandbox.getByLabel("What they answer").fill("Great, I will take two");
  await takePictures(page, "en-03-behavior");
  await sandbox.getByRole("button", { name: "Save behavior" }).click();
  await page.getByText("Customers' behavior saved").waitFor();
  await sandbox.getByText("Owner's phone").click();
  await sandbox.getByRole("button", { name: /Rina Kartika/ }).click();
  await sandbox.getByLabel("Type on the phone").fill("Yes, it came in today");
  await sandbox.getByRole("button", { name: "Send from the phone" }).click();
  await sandbox.getByText("Great, I will take two").waitFor();
  await takePictures(page, "en-04-owner-phone");
  await sandbox.getByRole("button", { name: "Close" }).click();
});

step("the number is stopped, started, logged out and linked again", async () => {
  const { page } = dina;
  await page.getByRole("link", { name: "Numbers", exact: true }).first().click();
  const card = page.getByRole("article", { name: "Sandbox shop" });
  await card.getByText("Connected").waitFor();
  await takePictures(page, "en-05-numbers");
  const choose = async (action: string) => {
    await card.getByRole("button", { name: "Actions for Sandbox shop" }).click();
    await page.getByRole("menuitem", { name: action }).click();
  };
  await choose("Stop");
  await card.getByText("Stopped").waitFor();
  await choose("Start");
  await card.getByText("Connected").waitFor();
  await choose("Log out device");
  const question = page.getByRole("dialog", { name: "Log out Sandbox shop?" });
  await question.getByRole("button", { name: "Log out device" }).click();
  await card.getByText("Logged out").waitFor();
  await takePictures(page, "en-06-logged-out");
  await card.getByRole("link", { name: "Link a phone" }).click();
  await page.getByRole("button", { name: "Ask for a new code" }).click();
  await page.getByRole("img", { name: "QR code for linking" }).first().waitFor();
  await page.getByRole("button", { name: "Open the Sandbox phone" }).click();
  await sandbox.getByRole("button", { name: "Link this phone" }).click();
  await page.getByRole("heading", { name: "Sandbox shop is connected" }).waitFor();
  await sandbox.getByRole("button", { name: "Close" }).click();
});

step("a real number is not added before its risk is understood", async () => {
  const { page } = dina;
  await page.goto("/numbers/new");
  await page.getByRole("radio", { name: /A real WhatsApp number/ }).check();
  await page.getByLabel("Name of the number").fill("Main Store");
  await page.getByRole("button", { name: "Continue to the QR code" }).click();
  await page.getByText("First confirm that you understand the risk.").waitFor();
  await takePictures(page, "en-07-risk");
});

step("a number is deleted only by its name", async () => {
  const { page } = dina;
  await page.goto("/numbers");
  await page.getByRole("button", { name: "Actions for Sandbox shop" }).click();
  await page.getByRole("menuitem", { name: "Delete number" }).click();
  const question = page.getByRole("dialog", { name: "Delete Sandbox shop?" });
  const confirm = question.getByRole("button", { name: "Delete number" });
  expect(await confirm.isDisabled()).toBe(true);
  await takePictures(page, "en-08-delete");
  await question.getByLabel("Type Sandbox shop to continue").fill("Sandbox shop");
  await confirm.click();
  await page.getByRole("heading", { name: "Connect the first number" }).waitFor();
});

step("nothing went wrong in the page unseen", async () => {
  expect(dina.errors).toEqual([]);
});
