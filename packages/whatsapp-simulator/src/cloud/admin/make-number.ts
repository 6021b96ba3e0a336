import { randomBytes } from "node:crypto";
import { type Input, needPhone, optionalBoolean, optionalText } from "../../admin/read-input.ts";
import type { Network } from "../../network/network.ts";
import { refusal } from "../../network/refusal.ts";
import { type Cloud, cloudOf, numberOfPhone, saveNumber } from "../cloud.ts";
import type { CloudApp, CloudNumber, CloudToken, Waba } from "../cloud-objects.ts";
import { SCOPES } from "../graph/exchange-code.ts";
import { newGraphId } from "../shelf.ts";
import { readCallback } from "./read-callback.ts";

/** Makes a number with all that belongs to it, or a further one below an account and app that exist. */
export async function makeNumber(network: Network, body: Input): Promise<object> {
  const cloud = cloudOf(network);
  const phone = body.phone === undefined ? freshPhone(cloud) : needPhone(body.phone);
  if (numberOfPhone(cloud, phone)) throw refusal(409, "number_exists", `${phone} is on the platform already`);
  const name = optionalText(body, "name", 200) ?? `Business ${phone.slice(-4)}`;
  const app = findOrMakeApp(cloud, body, name);
  const waba = findOrMakeWaba(cloud, body, name, app);
  const isRegistered = optionalBoolean(body, "registered") ?? true;
  network.directory.create({ phone, name, kind: "phone" });
  const number = saveNumber(cloud, newNumber(phone, waba.id, name, isRegistered));
  const token = makeToken(cloud, app.id, [waba.id]);
  const callback = readCallback(cloud, body);
  if (callback) cloud.apps.put(app.id, "", { ...app, ...(await callback(app)) });
  return {
    id: number.id,
    phone,
    wabaId: waba.id,
    businessId: waba.businessId,
    appId: app.id,
    appSecret: app.secret,
    verifyToken: cloud.apps.find(app.id)?.verifyToken ?? app.verifyToken,
    token: token.token,
  };
}

/** Makes a token for an app. */
export function makeToken(
  cloud: Cloud,
  appId: string,
  wabaIds: string[] | null,
  change: Partial<CloudToken> = {},
): CloudToken {
  const token = `EAA${randomBytes(60).toString("base64url")}`;
  return cloud.tokens.put(token, appId, { token, appId, expiresAt: null, scopes: SCOPES, wabaIds, ...change });
}

function findOrMakeApp(cloud: Cloud, body: Input, name: string): CloudApp {
  const id = optionalText(body, "appId", 50);
  const known = id === undefined ? undefined : cloud.apps.find(id);
  if (known) return known;
  if (id !== undefined) throw refusal(404, "no_such_app", `there is no app ${id}`);
  const app: CloudApp = {
    id: newGraphId(),
    name: `${name} app`,
    secret: optionalText(body, "appSecret", 200) ?? randomBytes(16).toString("hex"),
    verifyToken: optionalText(body, "verifyToken", 200) ?? randomBytes(12).toString("hex"),
    callbackUrl: null,
  };
  return cloud.apps.put(app.id, "", app);
}

function findOrMakeWaba(cloud: Cloud, body: Input, name: string, app: CloudApp): Waba {
  const id = optionalText(body, "wabaId", 50);
  const known = id === undefined ? undefined : cloud.wabas.find(id);
  if (known) return known;
  if (id !== undefined) throw refusal(404, "no_such_account", `there is no business account ${id}`);
  const isSubscribed = optionalBoolean(body, "subscribed") ?? true;
  const waba: Waba = {
    id: newGraphId(),
    name,
    businessId: optionalText(body, "businessId", 50) ?? newGraphId(),
    currency: "USD",
    timezoneId: "1",
    verified: false,
    dailyLimit: 250,
    subscriptions: isSubscribed ? [{ appId: app.id, callbackUrl: null, verifyToken: "" }] : [],
  };
  return cloud.wabas.put(waba.id, waba.businessId, waba);
}

function newNumber(phone: string, wabaId: string, verifiedName: string, isRegistered: boolean): CloudNumber {
  return {
    id: newGraphId(),
    wabaId,
    phone,
    verifiedName,
    quality: "GREEN",
    throughput: "STANDARD",
    registered: isRegistered,
    pin: isRegistered ? "000000" : null,
    code: null,
    codeVerified: isRegistered,
    registrations: [],
    allowedRecipients: null,
    profile: { vertical: "OTHER" },
    settings: {},
    automation: {},
    publicKey: null,
    blocked: [],
    qrs: [],
    callbackUrl: null,
  };
}

function freshPhone(cloud: Cloud): string {
  for (;;) {
    const phone = `1555${Math.floor(1_000_000 + Math.random() * 9_000_000)}`;
    if (!cloud.network.directory.find(phone)) return phone;
  }
}
