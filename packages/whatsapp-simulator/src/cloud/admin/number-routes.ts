import type { Routes } from "../../admin/handle-admin.ts";
import {
  isInput,
  needPhone,
  optionalBoolean,
  optionalNumber,
  optionalText,
  optionalWord,
} from "../../admin/read-input.ts";
import { refusal } from "../../network/refusal.ts";
import { cloudOf, saveNumber } from "../cloud.ts";
import { tierOf } from "../wabas/messaging-tier.ts";
import { postChange } from "../webhooks/post-change.ts";
import { makeNumber, makeToken } from "./make-number.ts";
import { needNumber, needWaba } from "./need-object.ts";
import { readCallback } from "./read-callback.ts";

/** Numbers on the platform, their accounts, apps and tokens. */
export const cloudNumberRoutes: Routes = {
  "GET /admin/cloud/numbers": ({ network }) => ({ numbers: cloudOf(network).numbers.list() }),
  "POST /admin/cloud/numbers": ({ network, input }) => makeNumber(network, input()),
  "GET /admin/cloud/numbers/:number": ({ network, path }) => needNumber(network, path.number).number,
  "PUT /admin/cloud/numbers/:number": ({ network, path, input }) => {
    const { cloud, number } = needNumber(network, path.number);
    const body = input();
    const allowed = body.allowedRecipients;
    if (allowed !== undefined && allowed !== null && !Array.isArray(allowed))
      throw refusal(400, "invalid", "allowedRecipients is a list, or null for everybody");
    const next = {
      ...number,
      quality: optionalWord(body, "quality", ["GREEN", "YELLOW", "RED", "UNKNOWN"]) ?? number.quality,
      throughput: optionalWord(body, "throughput", ["STANDARD", "HIGH", "COEXISTENCE"]) ?? number.throughput,
      registered: optionalBoolean(body, "registered") ?? number.registered,
      codeVerified: optionalBoolean(body, "codeVerified") ?? number.codeVerified,
      verifiedName: optionalText(body, "name", 200) ?? number.verifiedName,
      allowedRecipients:
        allowed === undefined ? number.allowedRecipients : (allowed?.map((one: unknown) => needPhone(one)) ?? null),
    };
    saveNumber(cloud, next);
    const isUpgrade = next.throughput === "HIGH" && number.throughput !== "HIGH";
    const event = isUpgrade ? "THROUGHPUT_UPGRADE" : next.quality === "RED" ? "FLAGGED" : "UNFLAGGED";
    if (isUpgrade || next.quality !== number.quality) {
      const current_limit = tierOf(cloud.wabas.find(number.wabaId));
      const value = { display_phone_number: number.phone, event, current_limit };
      postChange(cloud, { wabaId: number.wabaId, field: "phone_number_quality_update", value })();
    }
    return next;
  },
  "PUT /admin/cloud/accounts/:waba": ({ network, path, input }) => {
    const { cloud, waba } = needWaba(network, path.waba);
    const body = input();
    const dailyLimit = body.dailyLimit === null ? null : optionalNumber(body, "dailyLimit", 0, 10_000_000);
    const next = {
      ...waba,
      verified: optionalBoolean(body, "verified") ?? waba.verified,
      dailyLimit: dailyLimit === undefined ? waba.dailyLimit : dailyLimit,
    };
    cloud.wabas.put(waba.id, waba.businessId, next);
    if (next.dailyLimit !== waba.dailyLimit) {
      const value = {
        max_daily_conversation_per_phone: next.dailyLimit ?? -1,
        max_daily_conversations_per_business: tierOf(next),
      };
      postChange(cloud, { wabaId: waba.id, field: "business_capability_update", value })();
    }
    return next;
  },
  "POST /admin/cloud/accounts/:waba/changes": ({ network, path, input }) => {
    const { cloud, waba } = needWaba(network, path.waba);
    const body = input();
    const field = optionalText(body, "field", 100) ?? "account_update";
    if (!isInput(body.value)) throw refusal(400, "missing", "value is needed: what the webhook tells");
    postChange(cloud, { wabaId: waba.id, field, value: body.value })();
    return {};
  },
  "PUT /admin/cloud/apps/:app": async ({ network, path, input }) => {
    const cloud = cloudOf(network);
    const app = cloud.apps.find(path.app ?? "");
    if (!app) throw refusal(404, "no_such_app", `there is no app ${path.app}`);
    const body = input();
    const secret = optionalText(body, "appSecret", 200) ?? app.secret;
    const callback = await readCallback(cloud, body)?.(app);
    return cloud.apps.put(app.id, "", { ...app, secret, ...callback });
  },
  "POST /admin/cloud/apps/:app/tokens": ({ network, path, input }) => {
    const cloud = cloudOf(network);
    const app = cloud.apps.find(path.app ?? "");
    if (!app) throw refusal(404, "no_such_app", `there is no app ${path.app}`);
    const body = input();
    const lifetime = optionalNumber(body, "expiresIn", -1e12, 1e12);
    const change = {
      ...(lifetime === undefined ? {} : { expiresAt: network.clock.now() + lifetime }),
      ...(Array.isArray(body.scopes) ? { scopes: body.scopes.map(String) } : {}),
    };
    const wabaIds = Array.isArray(body.wabaIds) ? body.wabaIds.map(String) : null;
    const token = makeToken(cloud, app.id, wabaIds, change);
    // A code stands for a token until the app exchanges it, as after an embedded sign-up.
    if (body.asCode !== true) return { token: token.token };
    const code = token.token.slice(3, 40);
    cloud.tokens.put(`code:${code}`, app.id, token);
    return { code };
  },
  "DELETE /admin/cloud/tokens/:token": ({ network, path }) => cloudOf(network).tokens.remove(path.token ?? ""),
};
