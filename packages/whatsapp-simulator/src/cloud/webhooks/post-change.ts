import type { Cloud } from "../cloud.ts";
import type { CloudNumber } from "../cloud-objects.ts";

/** Where the webhooks of a business account, or of one of its numbers, go. */
function receiversOf(cloud: Cloud, wabaId: string, number: CloudNumber | undefined): { url: string; secret: string }[] {
  const waba = cloud.wabas.find(wabaId);
  return (waba?.subscriptions ?? []).flatMap((subscription) => {
    const app = cloud.apps.find(subscription.appId);
    const url = number?.callbackUrl ?? subscription.callbackUrl ?? app?.callbackUrl;
    return app && url ? [{ url, secret: app.secret }] : [];
  });
}

/** Tells the subscribed apps of a change in a business account; the returned function starts it after the commit. */
export function postChange(
  cloud: Cloud,
  change: { wabaId: string; field: string; value: object; due?: number; number?: CloudNumber },
): () => void {
  const { wabaId, field, value, due, number } = change;
  const payload = {
    object: "whatsapp_business_account",
    entry: [
      { id: wabaId, ...(field === "messages" ? {} : { time: secondsOf(cloud, due) }), changes: [{ value, field }] },
    ],
  };
  const starts = receiversOf(cloud, wabaId, number).map((receiver) =>
    cloud.webhooks.post({ ...receiver, payload, ...(due === undefined ? {} : { due }) }),
  );
  return () => {
    for (const start of starts) start();
  };
}

function secondsOf(cloud: Cloud, due: number | undefined): number {
  return Math.floor((due ?? cloud.network.clock.now()) / 1000);
}

/** Tells of a message or status of a number: the value gets what every value of the field `messages` carries. */
export function postMessages(cloud: Cloud, number: CloudNumber, value: object, due?: number): () => void {
  return postChange(cloud, {
    wabaId: number.wabaId,
    field: "messages",
    number,
    ...(due === undefined ? {} : { due }),
    value: {
      messaging_product: "whatsapp",
      metadata: { display_phone_number: number.phone, phone_number_id: number.id },
      ...value,
    },
  });
}
