import { randomBytes } from "node:crypto";
import type { Routes } from "../../admin/handle-admin.ts";
import { needPhone, optionalBoolean, optionalNumber, optionalText, optionalWord } from "../../admin/read-input.ts";
import { refusal } from "../../network/refusal.ts";
import { cloudOf } from "../cloud.ts";
import { ERROR_CODES, findErrorCode } from "../error-codes.ts";
import { changeCloudSettings } from "../open-cloud.ts";
import { personOf } from "../people/user-id.ts";
import { deliverHeld } from "../send/accept-send.ts";
import { tellFailure } from "../statuses/tell-status.ts";
import { rateTemplate, reviewTemplate } from "../templates/review-template.ts";
import { setTemplateCategory } from "../templates/tell-template.ts";
import { needNumber, needTemplate } from "./need-object.ts";
import { readCloudSettings } from "./read-cloud-settings.ts";
import { receiveAs } from "./receive-as.ts";

const REVIEWS = ["APPROVED", "REJECTED", "PAUSED", "DISABLED", "IN_APPEAL", "ARCHIVED"] as const;

/** What the platform and its people do on their own. */
export const cloudPlatformRoutes: Routes = {
  "GET /admin/cloud/settings": ({ network }) => ({ ...cloudOf(network).settings }),
  "PUT /admin/cloud/settings": ({ network, input }) => {
    const cloud = cloudOf(network);
    changeCloudSettings(cloud, readCloudSettings(input()));
    return { ...cloud.settings };
  },
  "GET /admin/cloud/webhooks": ({ network }) => ({ waiting: cloudOf(network).webhooks.waiting }),
  "GET /admin/cloud/errors": ({ network }) => ({ ordered: cloudOf(network).orderedErrors.list(), codes: ERROR_CODES }),
  "POST /admin/cloud/errors": ({ network, input }) => {
    const cloud = cloudOf(network);
    const body = input();
    const code = optionalNumber(body, "code", 0, 10_000_000);
    const known = code === undefined ? undefined : findErrorCode(code);
    if (code === undefined || !known)
      throw refusal(400, "unknown_code", `the platform has no error ${String(body.code)}`);
    const id = randomBytes(6).toString("hex");
    return cloud.orderedErrors.put(id, "", {
      id,
      code,
      told: optionalWord(body, "told", ["answer", "webhook"]) ?? known.told,
      numberId: optionalText(body, "numberId", 50) ?? null,
      to: body.to === undefined ? null : needPhone(body.to, "to"),
      template: optionalText(body, "template", 512) ?? null,
      details: optionalText(body, "details", 2_000) ?? null,
      times: body.times === null ? null : (optionalNumber(body, "times", 1, 1_000_000) ?? 1),
    });
  },
  "DELETE /admin/cloud/errors": ({ network }) => {
    const { orderedErrors } = cloudOf(network);
    for (const { id } of orderedErrors.list()) orderedErrors.remove(id);
  },
  "PUT /admin/cloud/templates/:template": ({ network, path, input }) => {
    const { cloud, template } = needTemplate(network, path.template);
    const body = input();
    let next = template;
    const category = optionalWord(body, "category", ["MARKETING", "UTILITY", "AUTHENTICATION"]);
    if (category) next = setTemplateCategory(cloud, next, category);
    const status = optionalWord(body, "status", REVIEWS);
    if (status) next = reviewTemplate(cloud, next, status, optionalText(body, "reason", 200));
    const quality = optionalWord(body, "quality", ["GREEN", "YELLOW", "RED", "UNKNOWN"]);
    if (quality) next = rateTemplate(cloud, next, quality);
    const pacing = optionalBoolean(body, "pacing");
    if (pacing !== undefined) next = cloud.templates.put(next.id, next.wabaId, { ...next, pacing });
    return next;
  },
  "POST /admin/cloud/templates/:template/held": async ({ network, path, input }) => {
    const { cloud, template } = needTemplate(network, path.template);
    const isReleased = optionalBoolean(input(), "release") ?? true;
    const held = cloud.messages.held(template.id);
    for (const message of held) {
      const number = cloud.numbers.find(message.numberId);
      if (!isReleased || !number) network.store.transaction(() => tellFailure(cloud, message, 132015))();
      else await deliverHeld({ cloud, number, input: JSON.parse(message.content) }, message);
    }
    if (!isReleased) reviewTemplate(cloud, template, "PAUSED");
    return { held: held.length };
  },
  "PUT /admin/cloud/people/:phone": ({ network, path, input }) => {
    const cloud = cloudOf(network);
    const known = personOf(cloud, needPhone(path.phone));
    const body = input();
    return cloud.people.put(known.phone, "", {
      ...known,
      username: body.username === null ? null : (optionalText(body, "username", 100) ?? known.username),
      hidesNumber: optionalBoolean(body, "hidesNumber") ?? known.hidesNumber,
      stoppedMarketing: optionalBoolean(body, "stoppedMarketing") ?? known.stoppedMarketing,
    });
  },
  "POST /admin/cloud/numbers/:number/receive": ({ network, path, input }) => {
    const { cloud, number } = needNumber(network, path.number);
    return receiveAs(cloud, number, input());
  },
};
