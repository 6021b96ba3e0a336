import { saveNumber } from "../cloud.ts";
import type { CloudNumber } from "../cloud-objects.ts";
import type { Edges } from "../graph/graph-call.ts";
import { pickFields } from "../graph/pick-fields.ts";
import { GraphError, invalidParameter } from "../graph-error.ts";
import { optionalTextAt, textAt } from "../send/parameters.ts";

const LONGEST: Record<string, number> = { about: 139, address: 256, description: 512, email: 128, vertical: 50 };
const FIELDS = ["about", "address", "description", "email", "profile_picture_url", "websites", "vertical"];

/** What a number tells about itself. */
export const profileEdges: Edges<CloudNumber> = {
  "GET whatsapp_business_profile": ({ query }, number) => {
    const { id: _id, ...shown } = pickFields(number.profile, query.get("fields"), FIELDS);
    return { data: [{ ...shown, messaging_product: "whatsapp" }] };
  },
  "POST whatsapp_business_profile": ({ cloud, input }, number) => {
    if (input.messaging_product !== "whatsapp") throw new GraphError(100, "Param messaging_product must be whatsapp.");
    const change: Record<string, unknown> = {};
    for (const [field, longest] of Object.entries(LONGEST)) {
      const value = optionalTextAt(input, field, longest);
      if (value !== undefined) change[field] = value;
    }
    if (input.websites !== undefined) {
      const { websites } = input;
      if (!Array.isArray(websites) || websites.length > 2)
        throw invalidParameter("Param websites is a list of at most 2.");
      change.websites = websites.map(String);
    }
    if (typeof input.profile_picture_handle === "string") {
      if (!cloud.uploads.find(input.profile_picture_handle))
        throw invalidParameter("The handle of the picture is unknown.");
      change.profile_picture_url = `https://pps.whatsapp.net/v/${number.id}.jpg`;
    }
    saveNumber(cloud, { ...number, profile: { ...number.profile, ...change } });
    return { success: true };
  },
  "GET conversational_automation": (_call, number) => ({ ...number.automation, id: number.id }),
  "POST conversational_automation": ({ cloud, input }, number) => {
    saveNumber(cloud, { ...number, automation: { ...number.automation, ...input } });
    return { success: true };
  },
  "GET whatsapp_business_encryption": (_call, number) => ({
    data:
      number.publicKey === null
        ? []
        : [{ business_public_key: number.publicKey, business_public_key_signature_status: "VALID" }],
  }),
  "POST whatsapp_business_encryption": ({ cloud, input }, number) => {
    const publicKey = textAt(input, "business_public_key", 4_000);
    if (!publicKey.includes("BEGIN PUBLIC KEY"))
      throw invalidParameter("The key must be a 2048-bit RSA public key in PEM.");
    saveNumber(cloud, { ...number, publicKey });
    return { success: true };
  },
};
