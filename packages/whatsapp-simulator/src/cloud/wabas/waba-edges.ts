import { numbersOf } from "../cloud.ts";
import type { Waba } from "../cloud-objects.ts";
import { createFlow, showFlow } from "../flows/flow-edges.ts";
import { needScope } from "../graph/authorize.ts";
import type { Edges } from "../graph/graph-call.ts";
import { pageOf } from "../graph/page-of.ts";
import { pickFields } from "../graph/pick-fields.ts";
import { unknownObject } from "../graph-error.ts";
import { showNumber } from "../numbers/show-number.ts";
import { createTemplate } from "../templates/create-template.ts";
import { deleteTemplates } from "../templates/delete-templates.ts";
import { listTemplates, showTemplate } from "../templates/show-template.ts";
import { tierOf } from "./messaging-tier.ts";
import { subscribe, unsubscribe } from "./subscriptions.ts";

const FIELDS = ["name", "currency", "timezone_id", "message_template_namespace"];

/** What can be done with a business account. */
export const wabaEdges: Edges<Waba> = {
  "GET ": ({ query }, waba) => pickFields(showWaba(waba), query.get("fields"), FIELDS),
  "GET phone_numbers": ({ cloud, query }, waba) =>
    pageOf(numbersOf(cloud, waba.id), query, (number) => showNumber(cloud, number, query.get("fields"))),
  "GET subscribed_apps": ({ cloud }, waba) => ({
    data: waba.subscriptions.map(({ appId, callbackUrl }) => ({
      whatsapp_business_api_data: {
        id: appId,
        name: cloud.apps.find(appId)?.name ?? "",
        link: `https://www.facebook.com/games/?app_id=${appId}`,
      },
      ...(callbackUrl === null ? {} : { override_callback_uri: callbackUrl }),
    })),
  }),
  "POST subscribed_apps": (call, waba) => subscribe(call, waba),
  "DELETE subscribed_apps": (call, waba) => unsubscribe(call, waba),
  "GET message_templates": (call, waba) => {
    // Some clients ask for one template below its account.
    const [id] = call.rest;
    if (id === undefined) return listTemplates(call, waba.id);
    const template = call.cloud.templates.find(id);
    if (template?.wabaId !== waba.id) throw unknownObject(id, "GET");
    return showTemplate(template, call.query.get("fields"));
  },
  "POST message_templates": (call, waba) => {
    needScope(call.token, "whatsapp_business_management");
    return createTemplate(call, waba);
  },
  "DELETE message_templates": (call, waba) => {
    needScope(call.token, "whatsapp_business_management");
    return deleteTemplates(call, waba);
  },
  "GET flows": ({ cloud, query }, waba) => pageOf(cloud.flows.list(waba.id), query, showFlow),
  "POST flows": (call, waba) => createFlow(call, waba.id),
};

function showWaba(waba: Waba): Record<string, unknown> {
  return {
    id: waba.id,
    name: waba.name,
    currency: waba.currency,
    timezone_id: waba.timezoneId,
    message_template_namespace: `${waba.id}_simulated`,
    account_review_status: "APPROVED",
    business_verification_status: waba.verified ? "verified" : "not_verified",
    owner_business_info: { id: waba.businessId, name: waba.name },
    whatsapp_business_manager_messaging_limit: tierOf(waba),
  };
}
