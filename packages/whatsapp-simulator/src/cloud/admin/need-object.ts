import type { Network } from "../../network/network.ts";
import { refusal } from "../../network/refusal.ts";
import { phoneDigits } from "../../people/user.ts";
import { type Cloud, cloudOf, numberOfPhone } from "../cloud.ts";
import type { CloudNumber, Template, Waba } from "../cloud-objects.ts";

/** The number of an id or of a phone number. */
export function needNumber(network: Network, written: string | undefined): { cloud: Cloud; number: CloudNumber } {
  const cloud = cloudOf(network);
  const number = cloud.numbers.find(written ?? "") ?? numberOfPhone(cloud, phoneDigits(written ?? "") ?? "");
  if (!number) throw refusal(404, "no_such_number", `there is no cloud number ${written}`);
  return { cloud, number };
}

/** The template of an id. */
export function needTemplate(network: Network, id: string | undefined): { cloud: Cloud; template: Template } {
  const cloud = cloudOf(network);
  const template = cloud.templates.find(id ?? "");
  if (!template) throw refusal(404, "no_such_template", `there is no template ${id}`);
  return { cloud, template };
}

/** The business account of an id. */
export function needWaba(network: Network, id: string | undefined): { cloud: Cloud; waba: Waba } {
  const cloud = cloudOf(network);
  const waba = cloud.wabas.find(id ?? "");
  if (!waba) throw refusal(404, "no_such_account", `there is no business account ${id}`);
  return { cloud, waba };
}
