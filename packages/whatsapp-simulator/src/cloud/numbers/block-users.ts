import { phoneDigits } from "../../people/user.ts";
import { saveNumber } from "../cloud.ts";
import type { CloudNumber } from "../cloud-objects.ts";
import type { Edges, GraphCall } from "../graph/graph-call.ts";
import { pageOf } from "../graph/page-of.ts";
import { businessOf } from "../people/contact-of.ts";
import { phoneOfUserId, userIdOf } from "../people/user-id.ts";
import { objectsAt } from "../send/parameters.ts";

/** Whom a number does not want to hear from. */
export const blockEdges: Edges<CloudNumber> = {
  "GET block_users": ({ query }, number) =>
    pageOf(number.blocked, query, (phone) => ({ messaging_product: "whatsapp", wa_id: phone })),
  "POST block_users": (call, number) => {
    const { found, failed } = peopleIn(call, number);
    const blocked = [...new Set([...number.blocked, ...found.map((one) => one.wa_id)])];
    saveNumber(call.cloud, { ...number, blocked });
    return answer("added_users", found, failed);
  },
  "DELETE block_users": (call, number) => {
    const { found, failed } = peopleIn(call, number);
    const gone = found.map((one) => one.wa_id);
    saveNumber(call.cloud, { ...number, blocked: number.blocked.filter((phone) => !gone.includes(phone)) });
    return answer("removed_users", found, failed);
  },
};

interface Found {
  input: string;
  wa_id: string;
  user_id: string;
}

function peopleIn({ cloud, input }: GraphCall, number: CloudNumber): { found: Found[]; failed: string[] } {
  const businessId = businessOf(cloud, number);
  const found: Found[] = [];
  const failed: string[] = [];
  for (const one of objectsAt(input, "block_users", 1, 1_000)) {
    const written = String(one.user ?? one.user_id ?? "");
    const phone = one.user === undefined ? phoneOfUserId(cloud, businessId, written) : phoneDigits(written);
    // Only who wrote within the last day can be blocked; whoever wrote at all is near enough.
    const wrote = phone !== undefined && cloud.messages.lastIncoming(number.id, phone) !== undefined;
    if (phone !== undefined && wrote)
      found.push({ input: written, wa_id: phone, user_id: userIdOf(cloud, businessId, phone) });
    else failed.push(written);
  }
  return { found, failed };
}

function answer(name: string, found: Found[], failed: string[]): object {
  const error = {
    message: "Failed to block/unblock some users",
    code: 139100,
    error_data: { details: "Re-engagement required" },
  };
  return {
    messaging_product: "whatsapp",
    block_users: {
      [name]: found,
      ...(failed.length === 0 ? {} : { failed_users: failed.map((input) => ({ input, errors: [error] })) }),
    },
    ...(failed.length === 0 ? {} : { errors: { ...error, type: "OAuthException" } }),
  };
}
