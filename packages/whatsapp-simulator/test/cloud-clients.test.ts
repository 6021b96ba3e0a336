import { buildTemplateSendPayload, WhatsAppClient } from "@kapso/whatsapp-cloud-api";
import { normalizeWebhook, verifySignature } from "@kapso/whatsapp-cloud-api/server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { WhatsAppAPI } from "whatsapp-api-js";
import * as m from "whatsapp-api-js/messages";
import { type Simulator, startSimulator } from "../src/index.ts";
import { admin, adminOf, until } from "./baileys-client.ts";
import { type CloudNumberKeys, graph, makeNumber, messageIn } from "./cloud-fixture.ts";
import { type Receiver, startReceiver } from "./webhook-receiver.ts";

const PERSON = "628130000201";
const PNG = new Blob([Buffer.from("89504e470d0a1a0a", "hex")], { type: "image/png" });
let simulator: Simulator;
let receiver: Receiver;
let number: CloudNumberKeys;
let kapso: WhatsAppClient;
let api: WhatsAppAPI;
let flowId: string;
let mediaId: string;
let person: { phone: string; bsuid: string };

beforeAll(async () => {
  simulator = await startSimulator({ seed: "clients" });
  receiver = await startReceiver();
  number = await makeNumber(simulator, receiver, { phone: "15550002001" });
  await admin(simulator, "PUT", "/cloud/settings", { templateReviewDelay: 0, pairRate: false });
  await adminOf(simulator).sendAsPerson(PERSON, { to: number.phone, text: "open the window" });
  const first = await receiver.find("the first message", (one) => messageIn(one.body));
  person = { phone: PERSON, bsuid: first.from_user_id };
  const base = `http://127.0.0.1:${simulator.port}/graph`;
  kapso = new WhatsAppClient({ accessToken: number.token, baseUrl: base, graphVersion: "v24.0" });
  api = new WhatsAppAPI({
    token: number.token,
    appSecret: number.appSecret,
    webhookVerifyToken: "verify-me",
    v: "v24.0",
    ponyfill: {
      fetch: (url: string | URL | Request, init?: RequestInit) =>
        fetch(String(url).replace("https://graph.facebook.com", base), init),
    },
  });
  const uploaded = await kapso.media.upload({
    phoneNumberId: number.id,
    type: "image/png",
    file: PNG,
    fileName: "a.png",
  });
  mediaId = uploaded.id;
  const flow = await graph(simulator, number.token, "POST", `${number.wabaId}/flows`, {
    name: "survey",
    categories: ["SURVEY"],
    flow_json: JSON.stringify({ version: "7.2", screens: [{ id: "START" }] }),
    publish: true,
  });
  flowId = flow.body.id;
  await makeTemplates();
});
beforeEach(() => {
  receiver.received.length = 0;
});
afterAll(async () => {
  await simulator.stop();
  await receiver.stop();
});

/** The builder's interface as plain objects, which is what the sender of the same library takes. */
function spread(template: ReturnType<typeof buildTemplateSendPayload>) {
  return { ...template, components: (template.components ?? []).map((component) => ({ ...component })) };
}

async function makeTemplates(): Promise<void> {
  const templates = [
    {
      name: "order_ready",
      language: "id",
      category: "UTILITY",
      components: [
        { type: "HEADER", format: "TEXT", text: "Order {{1}}", example: { header_text: ["7"] } },
        { type: "BODY", text: "Halo {{1}}, pesanan {{2}} siap.", example: { body_text: [["Budi", "7"]] } },
        { type: "FOOTER", text: "Toko" },
        {
          type: "BUTTONS",
          buttons: [
            { type: "QUICK_REPLY", text: "Stop" },
            { type: "URL", text: "Lihat", url: "https://x.id/{{1}}", example: ["7"] },
          ],
        },
      ],
    },
    { name: "plain", language: "en_US", category: "MARKETING", components: [{ type: "BODY", text: "Hello" }] },
  ];
  for (const template of templates)
    expect((await graph(simulator, number.token, "POST", `${number.wabaId}/message_templates`, template)).status).toBe(
      200,
    );
  await until("the review", () => receiver.received.filter((one) => one.raw.includes("APPROVED")).length === 2);
}

test("@kapso/whatsapp-cloud-api sends each of its message types, and parses the webhooks", async () => {
  const to = { phoneNumberId: number.id, to: PERSON };
  const image = { id: mediaId };
  const { messages } = kapso;
  const sent = [
    await messages.sendText({ ...to, body: "Hello", previewUrl: true }),
    await messages.sendImage({ ...to, image: { id: mediaId, caption: "foto" } }),
    await messages.sendAudio({ ...to, audio: { link: "https://example.com/a.ogg" } }),
    await messages.sendDocument({ ...to, document: { link: "https://example.com/a.pdf", filename: "a.pdf" } }),
    await messages.sendVideo({ ...to, video: { link: "https://example.com/a.mp4", caption: "film" } }),
    await messages.sendSticker({ ...to, sticker: { link: "https://example.com/a.webp" } }),
    await messages.sendLocation({ ...to, location: { latitude: -6.2, longitude: 106.8, name: "Jakarta" } }),
    await messages.sendContacts({
      ...to,
      contacts: [{ name: { formattedName: "Budi" }, phones: [{ phone: "+62813" }] }],
    }),
    await messages.sendInteractiveButtons({
      ...to,
      header: { type: "image", image },
      bodyText: "Pick",
      footerText: "Toko",
      buttons: [{ id: "a", title: "A" }],
    }),
    await messages.sendInteractiveList({
      ...to,
      bodyText: "Menu",
      buttonText: "Buka",
      sections: [{ title: "Satu", rows: [{ id: "1", title: "Kopi", description: "panas" }] }],
    }),
    await messages.sendInteractiveProduct({ ...to, catalogId: "1", productRetailerId: "SKU" }),
    await messages.sendInteractiveProductList({
      ...to,
      bodyText: "Pilih",
      header: { type: "text", text: "Produk" },
      catalogId: "1",
      sections: [{ title: "Satu", productItems: [{ productRetailerId: "SKU" }] }],
    }),
    await messages.sendInteractiveFlow({
      ...to,
      bodyText: "Isi",
      parameters: { flowId, flowCta: "Buka", flowToken: "t" },
    }),
    await messages.sendInteractiveAddress({ ...to, bodyText: "Alamat", parameters: { country: "IN" } }),
    await messages.sendInteractiveLocationRequest({ ...to, bodyText: "Di mana?", parameters: { requestMessage: "?" } }),
    await messages.sendInteractiveCallPermission({ ...to, bodyText: "Boleh?", parameters: { phoneNumber: "+1555" } }),
    await messages.sendInteractiveCtaUrl({
      ...to,
      bodyText: "Lihat",
      parameters: { displayText: "Buka", url: "https://x.id" },
    }),
    await messages.sendInteractiveCarousel({
      ...to,
      bodyText: "Kartu",
      cards: [0, 1].map((cardIndex) => ({
        cardIndex,
        header: { type: "image" as const, image: { link: "https://example.com/a.jpg" } },
        bodyText: "Satu",
        action: { type: "cta_url" as const, displayText: "Buka", url: "https://x.id" },
      })),
    }),
    await messages.sendInteractiveCatalogMessage({ ...to, bodyText: "Katalog", parameters: {} }),
    await messages.sendTemplate({
      ...to,
      template: spread(
        buildTemplateSendPayload({
          name: "order_ready",
          language: "id",
          header: { type: "text", text: "7" },
          body: [
            { type: "text", text: "Siti" },
            { type: "text", text: "7" },
          ],
          buttons: [
            { type: "button", subType: "quick_reply", index: 0, parameters: [{ type: "payload", payload: "STOP" }] },
            { type: "button", subType: "url", index: 1, parameters: [{ type: "text", text: "7" }] },
          ],
        }),
      ),
    }),
    await messages.sendRaw({
      phoneNumberId: number.id,
      payload: { messagingProduct: "whatsapp", to: PERSON, type: "text", text: { body: "raw" } },
    }),
  ];
  const first = sent[0]?.messages[0]?.id ?? "";
  sent.push(await messages.sendReaction({ ...to, reaction: { messageId: first, emoji: "👍" } }));
  const ids = sent.map((one) => one.messages[0]?.id);
  const statuses = () => receiver.received.flatMap((one) => normalizeWebhook(one.body).statuses);
  for (const id of ids)
    await until(`delivery of ${ids.indexOf(id)}`, () =>
      statuses().some((one) => one.id === id && one.status === "delivered"),
    );
  expect(statuses().filter((one) => one.status === "failed")).toEqual([]);
  for (const { raw, headers } of receiver.received) {
    const signatureHeader = String(headers["x-hub-signature-256"]);
    expect(verifySignature({ appSecret: number.appSecret, rawBody: raw, signatureHeader })).toBe(true);
  }
  const chat = (await adminOf(simulator).chat(PERSON, number.phone)).messages.filter((one) => one.direction === "in");
  expect(chat.map((one) => one.text)).toEqual(
    expect.arrayContaining(["Hello", "foto", "Pick", "Menu", "Lihat", "raw"]),
  );
});

test("@kapso/whatsapp-cloud-api reads files, templates and numbers, and marks messages as read", async () => {
  const bytes = await kapso.media.download({ mediaId, auth: "always" });
  expect(Buffer.from(bytes as ArrayBuffer).toString("hex")).toBe("89504e470d0a1a0a");
  const listed = await kapso.templates.list({ businessAccountId: number.wabaId });
  expect(listed.data.map((one) => one.name).sort()).toEqual(["order_ready", "plain"]);
  await kapso.phoneNumbers.businessProfile.update({ phoneNumberId: number.id, about: "Toko" });
  const profile = await kapso.phoneNumbers.businessProfile.get({ phoneNumberId: number.id });
  expect(profile.data[0]).toMatchObject({ about: "Toko" });
  await adminOf(simulator).sendAsPerson(PERSON, { to: number.phone, text: "baca" });
  const webhook = await receiver.find("the message", (one) => messageIn(one.body) && one);
  const [message] = normalizeWebhook(webhook.body).messages;
  expect(message).toMatchObject({ from: PERSON, text: { body: "baca" }, kapso: { direction: "inbound" } });
  const read = await kapso.messages.markRead({
    phoneNumberId: number.id,
    messageId: String(message?.id),
    typingIndicator: { type: "text" },
  });
  expect(read).toEqual({ success: true });
  await expect(kapso.messages.sendText({ phoneNumberId: number.id, to: "12", body: "x" })).rejects.toMatchObject({
    code: 131009,
    httpStatus: 400,
    category: "parameter",
  });
});

test("whatsapp-api-js sends each of its message types, and parses the webhooks", async () => {
  const all = [
    new m.Text("Halo", true),
    new m.Image(mediaId, true, "foto"),
    new m.Audio("https://example.com/a.ogg", false, true),
    new m.Document("https://example.com/a.pdf", false, "nota", "a.pdf"),
    new m.Video("https://example.com/a.mp4", false, "film"),
    new m.Sticker("https://example.com/a.webp"),
    new m.Location(106.8, -6.2, "Jakarta", "Jl. 1"),
    new m.Contacts([new m.Name("Budi S", "Budi"), new m.Phone("+62813", "CELL", "62813"), new m.Email("b@x.id")]),
    new m.Interactive(
      new m.ActionButtons(new m.Button("a", "A"), new m.Button("b", "B")),
      new m.Body("Pilih"),
      new m.Header("Judul"),
      new m.Footer("kaki"),
    ),
    new m.Interactive(
      new m.ActionList("Buka", new m.ListSection("Satu", new m.Row("1", "Kopi", "panas"))),
      new m.Body("Menu"),
    ),
    new m.Interactive(new m.ActionCatalog(new m.Product("SKU")), new m.Body("Katalog")),
    new m.Interactive(new m.ActionProduct(new m.CatalogProduct("SKU", "1"))),
    new m.Interactive(
      new m.ActionProductList("1", new m.ProductSection("Satu", new m.Product("SKU"))),
      new m.Body("Pilih"),
      new m.Header("Produk"),
    ),
    new m.Interactive(new m.ActionCTA("Buka", "https://x.id"), new m.Body("Lihat")),
    new m.Interactive(new m.ActionNavigateFlow("token", flowId, "Buka", "START"), new m.Body("Isi")),
    new m.Interactive(new m.ActionLocation(), new m.Body("Di mana?")),
    new m.Interactive(new m.ActionCallPermission(), new m.Body("Boleh?")),
    new m.Interactive(new m.ActionContactRequest(), new m.Body("Kontak?")),
    new m.Template("plain", "en_US"),
    new m.Template(
      "order_ready",
      new m.Language("id"),
      new m.HeaderComponent(new m.HeaderParameter("7")),
      new m.BodyComponent(new m.BodyParameter("Siti"), new m.BodyParameter(new m.Currency(1000, "IDR", "Rp1"))),
      new m.PayloadComponent("STOP"),
      new m.URLComponent("7"),
    ),
  ];
  const ids: string[] = [];
  for (const message of all) {
    const response = await api.sendMessage(number.id, person, message, undefined, "tracked");
    if (!("messages" in response)) throw new Error(`${message._type}: ${JSON.stringify(response)}`);
    ids.push(response.messages[0].id);
  }
  const reacted = await api.sendMessage(number.id, person, new m.Reaction(ids[0] ?? "", "👍"));
  if ("messages" in reacted) ids.push(reacted.messages[0].id);
  const statuses: { id: string; status: string; callback: string | undefined }[] = [];
  api.on.status = ({ id, status, biz_opaque_callback_data }) =>
    void statuses.push({ id, status, callback: biz_opaque_callback_data });
  let parsed = 0;
  const parse = async () => {
    for (; parsed < receiver.received.length; parsed++) {
      const one = receiver.received[parsed];
      if (one) await api.post(one.body, one.raw, String(one.headers["x-hub-signature-256"]));
    }
  };
  for (const id of ids)
    for (;;) {
      await parse();
      if (statuses.some((one) => one.id === id && one.status === "delivered")) break;
      await until("one more webhook", () => receiver.received.length > parsed);
    }
  expect(statuses.some((one) => one.status === "failed")).toBe(false);
  expect(statuses.find((one) => one.id === ids[0])?.callback).toBe("tracked");
});

test("whatsapp-api-js reads messages, gets files, makes codes and blocks", async () => {
  const heard: unknown[] = [];
  api.on.message = ({ from, name, message }) => void heard.push([from, name, message.type]);
  await adminOf(simulator).changePerson(PERSON, { name: "Siti" });
  await adminOf(simulator).sendAsPerson(PERSON, { to: number.phone, text: "halo" });
  const webhook = await receiver.find("the message", (one) => messageIn(one.body) && one);
  await api.post(webhook.body, webhook.raw, String(webhook.headers["x-hub-signature-256"]));
  expect(heard).toEqual([[PERSON, "Siti", "text"]]);
  expect(await api.markAsRead(number.id, messageIn(webhook.body).id, "text")).toEqual({ success: true });
  const form = new FormData();
  form.set("file", PNG);
  const uploaded = await api.uploadMedia(number.id, form);
  const media = await api.retrieveMedia("id" in uploaded ? uploaded.id : "");
  const file = await api.fetchMedia("url" in media ? media.url : "");
  expect(Buffer.from(await file.arrayBuffer()).toString("hex")).toBe("89504e470d0a1a0a");
  const qr = await api.createQR(number.id, "Halo");
  expect(qr).toMatchObject({ prefilled_message: "Halo" });
  expect(await api.blockUser(number.id, person)).toMatchObject({
    block_users: { added_users: [{ wa_id: PERSON }] },
  });
  expect(await api.unblockUser(number.id, person)).toMatchObject({
    block_users: { removed_users: [{ wa_id: PERSON }] },
  });
  expect(
    await api.sendMessage(number.id, { phone: number.phone, bsuid: person.bsuid }, new m.Text("self")),
  ).toMatchObject({
    error: { code: 131021 },
  });
});
