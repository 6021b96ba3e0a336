import type { Waba } from "../cloud-objects.ts";
import type { GraphCall } from "../graph/graph-call.ts";
import { optionalTextAt, textAt } from "../send/parameters.ts";
import { verifyCallback } from "../webhooks/verify-callback.ts";

/** Lets the app of the token hear of a business account, at its own callback or at one for this account alone. */
export async function subscribe({ cloud, token, input }: GraphCall, waba: Waba): Promise<object> {
  const callbackUrl = optionalTextAt(input, "override_callback_uri", 2_000) ?? null;
  const verifyToken = callbackUrl === null ? "" : textAt(input, "verify_token", 500);
  if (callbackUrl !== null) await verifyCallback(cloud, callbackUrl, verifyToken);
  const others = withoutApp(waba, token.appId);
  const subscriptions = [...others, { appId: token.appId, callbackUrl, verifyToken }];
  cloud.wabas.put(waba.id, waba.businessId, { ...waba, subscriptions });
  return { success: true };
}

/** Lets the app of the token hear no more of a business account. */
export function unsubscribe({ cloud, token }: GraphCall, waba: Waba): object {
  cloud.wabas.put(waba.id, waba.businessId, { ...waba, subscriptions: withoutApp(waba, token.appId) });
  return { success: true };
}

function withoutApp(waba: Waba, appId: string): Waba["subscriptions"] {
  return waba.subscriptions.filter((subscription) => subscription.appId !== appId);
}
