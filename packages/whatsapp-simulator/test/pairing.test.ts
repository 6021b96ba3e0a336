import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { admin, adminOf, type Client, connect, finish, logIn, newWallet, pair, until } from "./baileys-client.ts";

let simulator: Simulator;
const clients: Client[] = [];

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => finish(simulator, ...clients));

test("a client pairs by QR, is told to restart and logs in with its new name", async () => {
  const wallet = newWallet();
  await adminOf(simulator).createPhone({ phone: "+62 811-0000-001", name: "Toko Budi" });
  const first = connect(simulator, wallet);
  const qr = await until("a QR code", () => first.qrs[0]);
  expect(await adminOf(simulator).scanQr("628110000001", qr)).toEqual({ phone: "628110000001", device: 1 });
  expect(await until("the end of pairing", () => first.closedWith)).toBe(515);
  expect(first.newLogin).toBe(true);
  expect(wallet.creds.me?.id).toBe("628110000001:1@s.whatsapp.net");
  const second = await logIn(simulator, wallet);
  clients.push(second);
  expect(second.socket.user?.lid).toMatch(/^\d+:1@lid$/);
  expect(await adminOf(simulator).phone("628110000001")).toMatchObject({
    companions: [{ device: 1, connected: true }],
  });
});

test("the same code scanned twice is refused with a clear error", async () => {
  const client = connect(simulator);
  const qr = await until("a QR code", () => client.qrs[0]);
  await adminOf(simulator).createPhone({ phone: "628110000002" });
  await adminOf(simulator).createPhone({ phone: "628110000003" });
  await adminOf(simulator).scanQr("628110000002", qr);
  await expect(adminOf(simulator).scanQr("628110000003", qr)).rejects.toMatchObject({
    status: 409,
    code: "qr_already_used",
  });
  await until("the restart", () => client.closedWith);
  await expect(adminOf(simulator).scanQr("628110000003", qr)).rejects.toMatchObject({ code: "qr_already_used" });
});

test("a code whose client is gone, a strange code and a wrong phone are refused", async () => {
  const client = connect(simulator);
  const qr = await until("a QR code", () => client.qrs[0]);
  client.end();
  await until("the client to be gone", () =>
    simulator.network.connections.all().every((one) => !simulator.network.offers.of(one)),
  );
  await expect(adminOf(simulator).scanQr("628110000002", qr)).rejects.toMatchObject({
    status: 410,
    code: "qr_expired",
  });
  await expect(adminOf(simulator).scanQr("628110000002", "hello")).rejects.toMatchObject({
    status: 400,
    code: "not_a_qr",
  });
  await expect(adminOf(simulator).scanQr("628110000002", "a#b,c,d,e")).rejects.toMatchObject({ code: "qr_unknown" });
  await expect(adminOf(simulator).scanQr("628110009999", qr)).rejects.toMatchObject({ code: "no_such_phone" });
});

test("the raw scan endpoint gives the same push name the same number", async () => {
  const phones: string[] = [];
  for (let round = 0; round < 2; round++) {
    const client = connect(simulator, newWallet(), "alice");
    const qr = await until("a QR code", () => client.qrs[0]);
    phones.push((await admin<{ phone: string }>(simulator, "POST", "/mock-phone/scan-qr", qr)).phone);
    await until("the restart", () => client.closedWith);
  }
  expect(phones[0]).toBe(phones[1]);
  expect((await adminOf(simulator).phone(phones[0]!)).companions).toHaveLength(2);
});

test("an account has at most as many companions as the settings allow", async () => {
  await adminOf(simulator).changeSettings({ companionLimit: 1 });
  clients.push(await pair(simulator, "628110000005"));
  const client = connect(simulator);
  const qr = await until("a QR code", () => client.qrs[0]);
  await expect(adminOf(simulator).scanQr("628110000005", qr)).rejects.toMatchObject({ code: "too_many_companions" });
  client.end();
});

test("a client pairs by code; a wrong code is refused and the right one still works", async () => {
  const wallet = newWallet();
  await adminOf(simulator).createPhone({ phone: "628110000010" });
  const first = connect(simulator, wallet);
  await until("a QR code", () => first.qrs[0]);
  const code = await first.socket.requestPairingCode("628110000010");
  await until("the code at the network", () => simulator.network.offers.findByCodeFor("628110000010"));
  await expect(adminOf(simulator).enterCode("628110000010", "WRONG123")).rejects.toMatchObject({ code: "wrong_code" });
  const typed = `${code.slice(0, 4)}-${code.slice(4)}`;
  expect(await adminOf(simulator).enterCode("628110000010", typed)).toEqual({ phone: "628110000010", device: 1 });
  expect(await until("the end of pairing", () => first.closedWith)).toBe(515);
  clients.push(await logIn(simulator, wallet));
  expect(wallet.creds.me?.id).toBe("628110000010:1@s.whatsapp.net");
  await expect(adminOf(simulator).enterCode("628110000010", code)).rejects.toMatchObject({ code: "no_code_shown" });
});
