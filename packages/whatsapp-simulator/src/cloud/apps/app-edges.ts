import type { CloudApp } from "../cloud-objects.ts";
import type { Edges } from "../graph/graph-call.ts";
import { invalidParameter } from "../graph-error.ts";
import { createUpload } from "../media/upload-sessions.ts";
import { wrongValue } from "../send/parameters.ts";
import { verifyCallback } from "../webhooks/verify-callback.ts";

/** What can be done with an app. */
export const appEdges: Edges<CloudApp> = {
  "GET ": (_call, app) => ({ id: app.id, name: app.name }),
  "GET subscriptions": (_call, app) => ({ data: app.callbackUrl === null ? [] : [showSubscription(app)] }),
  "POST subscriptions": async ({ cloud, input }, app) => {
    if (input.object !== "whatsapp_business_account")
      throw wrongValue("Param object must be whatsapp_business_account.");
    const { callback_url: callbackUrl, verify_token: verifyToken } = input;
    if (typeof callbackUrl !== "string" || typeof verifyToken !== "string")
      throw invalidParameter("callback_url and verify_token are needed.");
    await verifyCallback(cloud, callbackUrl, verifyToken);
    cloud.apps.put(app.id, "", { ...app, callbackUrl, verifyToken });
    return { success: true };
  },
  "DELETE subscriptions": ({ cloud }, app) => {
    cloud.apps.put(app.id, "", { ...app, callbackUrl: null });
    return { success: true };
  },
  "POST uploads": (call, app) => createUpload(call, app),
};

function showSubscription(app: CloudApp): object {
  return {
    object: "whatsapp_business_account",
    callback_url: app.callbackUrl,
    active: true,
    fields: [{ name: "messages", version: "v24.0" }],
  };
}
