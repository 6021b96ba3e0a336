import { readMessage } from "../../hosted/read-message.ts";
import { tellTyping } from "../../presence/tell-presence.ts";
import { saveNumber } from "../cloud.ts";
import type { CloudNumber } from "../cloud-objects.ts";
import { needScope } from "../graph/authorize.ts";
import type { Edges, GraphCall } from "../graph/graph-call.ts";
import { GraphError, invalidParameter } from "../graph-error.ts";
import { uploadMedia } from "../media/media-edges.ts";
import { acceptSend } from "../send/accept-send.ts";
import { objectAt, optionalObjectAt, textAt, wrongValue } from "../send/parameters.ts";
import { verifyCallback } from "../webhooks/verify-callback.ts";
import { blockEdges } from "./block-users.ts";
import { profileEdges } from "./profile-edges.ts";
import { qrEdges } from "./qr-edges.ts";
import { registrationEdges } from "./register-number.ts";
import { showNumber } from "./show-number.ts";

const NOT_ENABLED = "The number is not enabled for this product.";

/** What can be done with a phone number. */
export const numberEdges: Edges<CloudNumber> = {
  "GET ": ({ cloud, query }, number) => showNumber(cloud, number, query.get("fields")),
  "POST ": async ({ cloud, input }, number) => {
    const webhook = optionalObjectAt(input, "webhook_configuration");
    if (!webhook) throw invalidParameter("webhook_configuration is the only thing that can be changed here.");
    const callbackUrl = textAt(webhook, "override_callback_uri", 2_000);
    await verifyCallback(cloud, callbackUrl, textAt(webhook, "verify_token", 500));
    saveNumber(cloud, { ...number, callbackUrl });
    return { success: true };
  },
  "POST messages": (call, number) => {
    needScope(call.token, "whatsapp_business_messaging");
    const { cloud, input } = call;
    return input.status === undefined ? acceptSend({ cloud, number, input }) : markRead(call, number);
  },
  "POST marketing_messages": async ({ cloud, token, input }, number) => {
    needScope(token, "whatsapp_business_messaging");
    if (input.type !== "template") throw wrongValue("Marketing messages are of type template.");
    const { name } = objectAt(input, "template");
    const template = cloud.templates.list(number.wabaId).find((one) => one.name === name);
    if (template && template.category !== "MARKETING" && input.product_policy === "STRICT")
      throw wrongValue("The template is not of category MARKETING.");
    return acceptSend({ cloud, number, input });
  },
  "POST media": (call, number) => uploadMedia(call, number),
  "POST calls": () => refuseCapability(),
  "GET call_permissions": () => refuseCapability(),
  "POST groups": () => refuseCapability(),
  "GET groups": () => refuseCapability(),
  ...registrationEdges,
  ...profileEdges,
  ...blockEdges,
  ...qrEdges,
};

function markRead({ cloud, input }: GraphCall, number: CloudNumber): object {
  if (input.status !== "read") throw wrongValue("Param status must be read.");
  const message = cloud.messages.find(textAt(input, "message_id", 500));
  if (message?.numberId !== number.id || message.direction !== "in")
    throw new GraphError(131009, "Param message_id is not an incoming message of this number.");
  const typing = optionalObjectAt(input, "typing_indicator");
  if (typing && typing.type !== "text") throw wrongValue("Param typing_indicator['type'] must be text.");
  const { network } = cloud;
  const reader = network.directory.find(number.phone);
  const author = network.directory.find(message.peer);
  if (reader && author) readMessage(network, reader, author, message.nativeId);
  if (typing && reader) tellTyping(network, reader, { phone: message.peer }, "composing");
  return { success: true };
}

function refuseCapability(): never {
  throw new GraphError(3, NOT_ENABLED, {
    message: "(#3) Application does not have the capability to make this API call.",
  });
}
