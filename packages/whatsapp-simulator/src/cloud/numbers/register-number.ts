import { type Cloud, saveNumber } from "../cloud.ts";
import type { CloudNumber } from "../cloud-objects.ts";
import type { Edges } from "../graph/graph-call.ts";
import { GraphError } from "../graph-error.ts";
import { textAt, wrongValue } from "../send/parameters.ts";

const WINDOW = 72 * 3_600_000;
const MOST_REGISTRATIONS = 10;

/** Getting a number onto the platform and off it. */
export const registrationEdges: Edges<CloudNumber> = {
  "POST register": ({ cloud, input }, number) => {
    if (input.messaging_product !== "whatsapp") throw new GraphError(100, "Param messaging_product must be whatsapp.");
    const pin = textAt(input, "pin", 6);
    if (!/^\d{6}$/.test(pin)) throw wrongValue("Param pin must have 6 digits.");
    if (!number.codeVerified) throw new GraphError(133006);
    const counted = countRegistration(cloud, number);
    if (number.pin !== null && number.pin !== pin) throw new GraphError(133005);
    saveNumber(cloud, { ...counted, pin, registered: true });
    return { success: true };
  },
  "POST deregister": ({ cloud }, number) => {
    if (!number.registered) throw new GraphError(133010);
    saveNumber(cloud, { ...countRegistration(cloud, number), registered: false });
    return { success: true };
  },
  "POST request_code": ({ cloud, input }, number) => {
    const method = textAt(input, "code_method", 10);
    if (method !== "SMS" && method !== "VOICE") throw wrongValue("Param code_method must be SMS or VOICE.");
    textAt(input, "language", 20);
    if (number.codeVerified) throw new GraphError(136024, undefined, { message: "(#136024) Request code error" });
    const code = String(100_000 + Math.floor(Math.random() * 900_000));
    saveNumber(cloud, { ...number, code });
    return { success: true };
  },
  "POST verify_code": ({ cloud, input }, number) => {
    const code = textAt(input, "code", 10).replace("-", "");
    if (number.code === null || number.code !== code)
      throw new GraphError(136025, undefined, { message: "(#136025) Verify code error" });
    saveNumber(cloud, { ...number, code: null, codeVerified: true });
    return { success: true };
  },
  "GET settings": (_call, number) => ({ ...number.settings }),
  "POST settings": ({ cloud, input }, number) => {
    saveNumber(cloud, { ...number, settings: { ...number.settings, ...input } });
    return { success: true };
  },
};

/** Ten times in three days a number may come or go. */
function countRegistration(cloud: Cloud, number: CloudNumber): CloudNumber {
  const now = cloud.network.clock.now();
  const recent = number.registrations.filter((at) => at > now - WINDOW);
  if (recent.length >= MOST_REGISTRATIONS) throw new GraphError(133016);
  const counted = { ...number, registrations: [...recent, now] };
  saveNumber(cloud, counted);
  return counted;
}
