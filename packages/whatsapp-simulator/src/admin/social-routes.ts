import { proto } from "baileys";
import { endCall, ring } from "../calls/ring.ts";
import { sendToMany } from "../groups/send-to-group.ts";
import type { Network } from "../network/network.ts";
import { stanzaSeconds } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { follow } from "../newsletters/answer-mex.ts";
import type { Newsletter } from "../newsletters/newsletter.ts";
import { post, react } from "../newsletters/post.ts";
import { report } from "../people/act.ts";
import { changeIdentity } from "../people/change-identity.ts";
import { changeNumber } from "../people/change-number.ts";
import type { User } from "../people/user.ts";
import type { Routes } from "./handle-admin.ts";
import { needPhone, needText, optionalBoolean, optionalNumber, optionalText } from "./read-input.ts";
import { readTexts, readWish } from "./read-wish.ts";

const STATUS = "status@broadcast";
const LONGEST_RING_MS = 600_000;

/** Status posts, calls, channels, and phones that were set up anew. */
export const socialRoutes: Routes = {
  "POST /admin/people/:phone/status": ({ network, path, input }) => {
    const body = input();
    const { phone } = needReachable(network, path.phone);
    const viewers = readTexts(body, "viewers").map((viewer) => needReachable(network, viewer).phone);
    return sendToMany(network, { from: phone, to: STATUS, readers: viewers, wish: readWish(body) });
  },
  "POST /admin/people/:phone/call": ({ network, path, input }) => {
    const body = input();
    return ring(network, {
      from: needReachable(network, path.phone),
      to: needReachable(network, body.to),
      video: optionalBoolean(body, "video") ?? false,
      group: optionalText(body, "group", 100) ?? null,
      ringFor: optionalNumber(body, "ringFor", 0, LONGEST_RING_MS) ?? 45_000,
    });
  },
  "GET /admin/calls/:id": ({ network, path }) => needCall(network, path.id),
  "POST /admin/calls/:id/end": ({ network, path }) => {
    const call = needCall(network, path.id);
    endCall(network, call, "ended");
    return call;
  },
  "POST /admin/people/:phone/new-keys": ({ network, path }) => {
    const user = needReachable(network, path.phone);
    if (network.accounts.companions(user.phone).length > 0)
      throw refusal(409, "has_linked_devices", `${user.phone} has linked clients, which would be lost`);
    changeIdentity(network, user);
    return { phone: user.phone };
  },
  "POST /admin/people/:phone/report": ({ network, path, input }) => {
    const { phone } = needReachable(network, path.phone);
    report(network, phone, needPhone(input().other, "other"));
    return { blocked: network.profiles.of(phone).blocked };
  },
  "POST /admin/people/:phone/change-number": ({ network, path, input }) => {
    const moved = changeNumber(network, needReachable(network, path.phone), needPhone(input().to, "to"));
    return { phone: moved.phone };
  },
  "GET /admin/newsletters": ({ network }) => ({ newsletters: network.newsletters.all() }),
  "POST /admin/newsletters": ({ network, input }) => {
    const body = input();
    const owner = needReachable(network, body.as).phone;
    const name = needText(body, "name", 100);
    return network.newsletters.create(
      owner,
      name,
      optionalText(body, "description", 1_000) ?? "",
      stanzaSeconds(network),
    );
  },
  "POST /admin/newsletters/:id/follow": ({ network, path, input }) => {
    const newsletter = follow(needNewsletter(network, path.id), needReachable(network, input().as).phone);
    network.newsletters.save(newsletter);
    return newsletter;
  },
  "POST /admin/newsletters/:id/post": ({ network, path, input }) => {
    const body = input();
    const content = proto.Message.encode({ conversation: needText(body, "text") }).finish();
    const by = needPhone(body.as, "as");
    const { serverId, id } = post(network, needNewsletter(network, path.id), { by, content, type: "text" });
    return { serverId, id };
  },
  "POST /admin/newsletters/:id/react": ({ network, path, input }) => {
    const body = input();
    const newsletter = needNewsletter(network, path.id);
    const serverId = optionalNumber(body, "serverId", 0, 1e9) ?? 0;
    react(network, newsletter, needPhone(body.as, "as"), serverId, optionalText(body, "emoji", 64) ?? "");
    return newsletter;
  },
};

function needReachable(network: Network, value: unknown): User {
  const phone = needPhone(value);
  const user = network.directory.reach(phone);
  if (!user) throw refusal(404, "no_such_person", `${phone} is not on WhatsApp`);
  return user;
}

function needCall(network: Network, id: string | undefined) {
  const call = network.calls.find(id ?? "");
  if (!call) throw refusal(404, "no_such_call", `there is no call ${id}`);
  return call;
}

function needNewsletter(network: Network, id: string | undefined): Newsletter {
  const newsletter = network.newsletters.find(id ?? "");
  if (!newsletter) throw refusal(404, "no_such_newsletter", `there is no channel ${id}`);
  return newsletter;
}
