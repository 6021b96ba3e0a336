import type { Network } from "../network/network.ts";
import type { BusinessProfile, Product } from "../people/profile.ts";
import { jidOf } from "../people/user.ts";
import { bytesOf, bytesOfChild, childOf, childrenOf, type Node, node } from "../wire/nodes.ts";
import type { Answer, Question } from "./question.ts";

/** What a business says of itself and sells; reading anybody's, changing one's own. */
export function answerBusiness(question: Question): Answer | undefined {
  const { network, companion, iq, ask } = question;
  switch (`${iq.attrs.xmlns} ${iq.attrs.type} ${ask?.tag ?? ""}`) {
    case "w:biz get business_profile":
      return [
        node(
          "business_profile",
          { v: 244 },
          childrenOf(ask, "profile").flatMap((one) => showProfile(network, one)),
        ),
      ];
    case "w:biz set business_profile":
      return changeProfile(network, companion.phone, ask);
    case "w:biz:catalog get product_catalog": {
      const { catalog } = profileOf(network, ask?.attrs.jid);
      const limit = Number(bytesOfChild(ask, "limit")?.toString()) || 10;
      const start = Number(bytesOfChild(ask, "after")?.toString()) || 0;
      const page = catalog.slice(start, start + limit).map(productNode);
      const isMore = start + limit < catalog.length;
      const paging = isMore ? [node("paging", {}, [node("after", {}, Buffer.from(String(start + limit)))])] : [];
      return [node("product_catalog", {}, [...page, ...paging])];
    }
    case "w:biz:catalog get collections": {
      const { catalog } = profileOf(network, ask?.attrs.biz_jid);
      const all = [leaf("id", "1"), leaf("name", "All"), ...catalog.map(productNode), status()];
      return [node("collections", {}, catalog.length === 0 ? [] : [node("collection", {}, all)])];
    }
    case "w:biz:catalog set product_catalog_add":
    case "w:biz:catalog set product_catalog_edit":
      return saveProduct(network, companion.phone, ask);
    case "w:biz:catalog set product_catalog_delete": {
      const ids = childrenOf(ask, "product").map((one) => bytesOfChild(one, "id")?.toString());
      const { catalog } = network.profiles.of(companion.phone);
      const left = catalog.filter((product) => !ids.includes(product.id));
      network.profiles.change(companion.phone, { catalog: left });
      return [node("product_catalog_delete", { deleted_count: catalog.length - left.length })];
    }
    case "fb:thrift_iq get order":
      return { error: 404, text: "item-not-found" };
    default:
      return undefined;
  }
}

function profileOf(network: Network, jid: string | undefined) {
  return network.profiles.of(network.directory.resolve(jid)?.user.phone ?? "");
}

function showProfile(network: Network, asked: Node): Node[] {
  const user = network.directory.resolve(asked.attrs.jid)?.user;
  const business = user && network.profiles.of(user.phone).business;
  if (!user || !business) return [];
  const parts = (["address", "description", "email"] as const).flatMap((name) =>
    business[name] === undefined ? [] : [leaf(name, business[name])],
  );
  for (const website of business.websites ?? []) parts.push(leaf("website", website));
  if (business.category !== undefined)
    parts.push(node("categories", {}, [node("category", { id: 1 }, Buffer.from(business.category))]));
  if (business.hours) {
    const days = business.hours.days.map((day) => node("business_hours_config", day));
    parts.push(node("business_hours", { timezone: business.hours.timezone }, days));
  }
  return [node("profile", { jid: jidOf(user, "pn") }, parts)];
}

function changeProfile(network: Network, phone: string, ask: Node | undefined): Answer {
  const business: BusinessProfile = { ...network.profiles.of(phone).business };
  for (const name of ["address", "description", "email"] as const) {
    const value = bytesOfChild(ask, name)?.toString("utf8");
    if (value !== undefined) business[name] = value;
  }
  const websites = childrenOf(ask, "website").map((one) => bytesOf(one)?.toString("utf8") ?? "");
  if (websites.length > 0) business.websites = websites;
  const hours = childOf(ask, "business_hours");
  if (hours)
    business.hours = {
      timezone: hours.attrs.timezone ?? "",
      days: childrenOf(hours, "business_hours_config").map((day) => day.attrs),
    };
  network.profiles.change(phone, { business });
  return [];
}

function saveProduct(network: Network, phone: string, ask: Node | undefined): Answer {
  const given = childOf(ask, "product");
  const read = (name: string) => bytesOfChild(given, name)?.toString("utf8");
  const { catalog } = network.profiles.of(phone);
  const id = read("id") ?? String(9_000_000 + catalog.length);
  const known = catalog.find((product) => product.id === id);
  if (ask?.tag === "product_catalog_edit" && !known) return { error: 404, text: "item-not-found" };
  const product: Product = {
    id,
    name: read("name") ?? known?.name ?? "",
    description: read("description") ?? known?.description ?? "",
    price: Number(read("price") ?? known?.price ?? 0),
    currency: read("currency") ?? known?.currency ?? "IDR",
    retailerId: read("retailer_id") ?? known?.retailerId,
    hidden: given?.attrs.is_hidden === "true",
  };
  network.profiles.change(phone, { catalog: [...catalog.filter((one) => one.id !== id), product] });
  return [node(ask?.tag ?? "", {}, [productNode(product)])];
}

function productNode({ id, name, description, price, currency, retailerId, hidden }: Product): Node {
  return node("product", { is_hidden: hidden ? "true" : "false" }, [
    leaf("id", id),
    leaf("name", name),
    leaf("description", description),
    leaf("price", String(price)),
    leaf("currency", currency),
    ...(retailerId === undefined ? [] : [leaf("retailer_id", retailerId)]),
    node("media", {}, [node("image", {}, [leaf("request_image_url", ""), leaf("original_image_url", "")])]),
    status(),
  ]);
}

function status(): Node {
  return node("status_info", {}, [leaf("status", "APPROVED"), leaf("can_appeal", "false")]);
}

function leaf(tag: string, value: string): Node {
  return node(tag, {}, Buffer.from(value));
}
