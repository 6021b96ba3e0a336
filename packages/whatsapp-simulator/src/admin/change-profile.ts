import { type Network, stanzaSeconds } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import type { BusinessProfile, Product, Profile } from "../people/profile.ts";
import { tellPicture } from "../people/tell-picture.ts";
import {
  type Input,
  isInput,
  needPhone,
  needText,
  optionalBoolean,
  optionalNumber,
  optionalText,
} from "./read-input.ts";
import { readTexts } from "./read-wish.ts";

/** Changes what is named of a profile, as its owner does on the phone. */
export function changeProfile(network: Network, number: string | undefined, body: Input): Profile {
  const phone = needPhone(number);
  if (!network.directory.reach(phone)) throw refusal(404, "no_such_person", `${phone} is not on WhatsApp`);
  const about = optionalText(body, "about", 500);
  const { privacy } = network.profiles.of(phone);
  const wished = body.privacy === undefined ? {} : readPrivacy(body.privacy, privacy);
  const picture = optionalText(body, "picture", 8 * 1024 * 1024);
  const business = isInput(body.business) ? readBusiness(body.business) : undefined;
  const catalog = body.catalog === undefined ? undefined : readCatalog(body.catalog);
  if (picture !== undefined || body.picture === null)
    tellPicture(network, phone, phone, picture ? Buffer.from(picture, "base64") : undefined);
  return network.profiles.change(phone, {
    ...(about === undefined ? {} : { about, aboutAt: stanzaSeconds(network) }),
    privacy: { ...privacy, ...wished },
    ...(business || body.business === null ? { business: business ?? null } : {}),
    ...(catalog ? { catalog } : {}),
  });
}

function readPrivacy(value: unknown, known: Record<string, string>): Record<string, string> {
  if (!isInput(value)) throw refusal(400, "invalid", "privacy must be an object");
  return Object.fromEntries(
    Object.keys(value).map((name) => {
      if (!(name in known)) throw refusal(400, "invalid", `there is no privacy setting ${name}`);
      return [name, needText(value, name, 40)];
    }),
  );
}

function readBusiness(input: Input): BusinessProfile {
  return {
    description: optionalText(input, "description", 1_000),
    address: optionalText(input, "address", 500),
    email: optionalText(input, "email", 200),
    category: optionalText(input, "category", 200),
    websites: input.websites === undefined ? undefined : readTexts(input, "websites"),
  };
}

function readCatalog(value: unknown): Product[] {
  if (!Array.isArray(value) || value.length > 1_000)
    throw refusal(400, "invalid", "catalog must be a list of products");
  return value.map((one: unknown, index) => {
    if (!isInput(one)) throw refusal(400, "invalid", "a product must be an object");
    return {
      id: optionalText(one, "id", 40) ?? String(9_000_000 + index),
      name: needText(one, "name", 200),
      description: optionalText(one, "description", 5_000) ?? "",
      price: optionalNumber(one, "price", 0, 1e12) ?? 0,
      currency: optionalText(one, "currency", 3) ?? "IDR",
      retailerId: optionalText(one, "retailerId", 100),
      hidden: optionalBoolean(one, "hidden"),
    };
  });
}
