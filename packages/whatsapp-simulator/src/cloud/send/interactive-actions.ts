import type { Input } from "../../admin/read-input.ts";
import { GraphError } from "../graph-error.ts";
import { checkCards } from "./interactive-cards.ts";
import { checkFlow } from "./interactive-flow.ts";
import { checkButtons, checkList } from "./interactive-replies.ts";
import { nativeFlow, type Shown } from "./native-flow.ts";
import { objectAt, objectsAt, textAt, wrongValue } from "./parameters.ts";
import type { Sending } from "./sending.ts";

type Check = (sending: Sending, action: Input) => Shown;

const flowButton =
  (name: string, parameters: unknown): Shown =>
  (frame) =>
    nativeFlow(frame, [{ name, parameters }]);

const CHECKS: Record<string, Check> = {
  button: (_sending, action) => checkButtons(action),
  list: (_sending, action) => checkList(action),
  flow: (sending, action) => checkFlow(sending, action),
  carousel: (sending, action) => checkCards(sending, action),
  cta_url: (_sending, action) => {
    named(action, "cta_url");
    const parameters = objectAt(action, "parameters");
    const url = textAt(parameters, "url", 2_000);
    if (!URL.canParse(url)) throw wrongValue("Param action['parameters']['url'] is not a valid URL.");
    return flowButton("cta_url", { display_text: textAt(parameters, "display_text", 20), url });
  },
  location_request_message: (_sending, action) => {
    named(action, "send_location");
    return flowButton("send_location", {});
  },
  catalog_message: (_sending, action) => {
    named(action, "catalog_message");
    return flowButton("catalog_message", action.parameters ?? {});
  },
  product: (_sending, action) => {
    const product = {
      catalog_id: textAt(action, "catalog_id", 100),
      product_retailer_id: textAt(action, "product_retailer_id", 100),
    };
    return flowButton("single_product", product);
  },
  product_list: (_sending, action) => {
    textAt(action, "catalog_id", 100);
    const sections = objectsAt(action, "sections", 1, 10);
    const products = sections.flatMap((section) => {
      if (sections.length > 1) textAt(section, "title", 24);
      return objectsAt(section, "product_items", 1, 30).map((item) => textAt(item, "product_retailer_id", 100));
    });
    if (products.length > 30) throw wrongValue("A product list has at most 30 products.");
    return flowButton("multi_product", { sections });
  },
  address_message: (_sending, action) => {
    named(action, "address_message");
    textAt(objectAt(action, "parameters"), "country", 50);
    return flowButton("address_message", action.parameters);
  },
  call_permission_request: (_sending, action) => {
    named(action, "call_permission_request");
    return flowButton("call_permission_request", action.parameters ?? {});
  },
  request_contact_info: (_sending, action) => {
    named(action, "request_contact_info");
    return flowButton("request_contact_info", {});
  },
  voice_call: (_sending, action) => {
    named(action, "voice_call");
    return flowButton("voice_call", action.parameters ?? {});
  },
  order_details: (_sending, action) => {
    named(action, "review_and_pay");
    textAt(objectAt(action, "parameters"), "reference_id", 100);
    return flowButton("review_and_pay", action.parameters);
  },
  order_status: (_sending, action) => {
    named(action, "review_order");
    textAt(objectAt(action, "parameters"), "reference_id", 100);
    return flowButton("review_order", action.parameters);
  },
};

/** Checks what can be tapped; refuses types the platform does not have. */
export function checkAction(sending: Sending, type: string, action: Input): Shown {
  const check = CHECKS[type];
  if (!check)
    throw new GraphError(131009, `Param interactive['type'] must be one of ${Object.keys(CHECKS).join(", ")}.`);
  return check(sending, action);
}

function named(action: Input, name: string): void {
  if (textAt(action, "name", 100) !== name) throw wrongValue(`Param action['name'] must be ${name}.`);
}
