import { changeGroup, createGroup } from "../groups/change-group.ts";
import { changeMembers, decideRequests, joinGroup, leaveGroup, MEMBER_ACTIONS } from "../groups/change-members.ts";
import type { Group } from "../groups/group.ts";
import type { Network } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { tellPicture } from "../people/tell-picture.ts";
import type { Routes } from "./handle-admin.ts";
import {
  type Input,
  needPhone,
  needText,
  optionalBoolean,
  optionalNumber,
  optionalText,
  optionalWord,
} from "./read-input.ts";
import { readTexts } from "./read-wish.ts";

/** Groups, as virtual phones and people make and change them; `as` is who does it. */
export const groupRoutes: Routes = {
  "GET /admin/groups": ({ network }) => ({ groups: network.groups.all() }),
  "GET /admin/groups/:id": ({ network, path }) => needGroup(network, path.id),
  "POST /admin/groups": ({ network, input }) => {
    const body = input();
    const creator = needReachable(network, body, "as");
    const members = readTexts(body, "members").map((phone) => needPhone(phone, "members"));
    return createGroup(network, creator, {
      subject: needText(body, "subject", 100),
      members,
      description: optionalText(body, "description", 2_048),
      ephemeral: optionalNumber(body, "ephemeral", 0, 31_536_000) ?? 0,
      approval: optionalBoolean(body, "approval") ?? false,
    });
  },
  "PUT /admin/groups/:id": ({ network, path, input }) => {
    const body = input();
    const group = needGroup(network, path.id);
    const description = body.description === null ? null : optionalText(body, "description", 2_048);
    changeGroup(network, group, needPhone(body.as, "as"), {
      subject: optionalText(body, "subject", 100),
      description: typeof description === "string" ? { text: description } : description,
      announce: optionalBoolean(body, "announce"),
      locked: optionalBoolean(body, "locked"),
      ephemeral: optionalNumber(body, "ephemeral", 0, 31_536_000),
      approval: optionalBoolean(body, "approval"),
      everyoneAdds: optionalBoolean(body, "everyoneAdds"),
    });
    return group;
  },
  "POST /admin/groups/:id/members": ({ network, path, input }) => {
    const body = input();
    const action = optionalWord(body, "action", MEMBER_ACTIONS);
    if (!action) throw refusal(400, "missing", "action is needed");
    const phones = readTexts(body, "phones").map((phone) => needPhone(phone, "phones"));
    return { results: changeMembers(network, needGroup(network, path.id), needPhone(body.as, "as"), action, phones) };
  },
  "POST /admin/groups/:id/requests": ({ network, path, input }) => {
    const body = input();
    const action = optionalWord(body, "action", ["approve", "reject"]);
    if (!action) throw refusal(400, "missing", "action is needed");
    const phones = readTexts(body, "phones").map((phone) => needPhone(phone, "phones"));
    return { results: decideRequests(network, needGroup(network, path.id), needPhone(body.as, "as"), action, phones) };
  },
  "POST /admin/groups/:id/join": ({ network, path, input }) => ({
    result: joinGroup(network, needGroup(network, path.id), needReachable(network, input(), "as")),
  }),
  "POST /admin/groups/:id/leave": ({ network, path, input }) => {
    const group = needGroup(network, path.id);
    leaveGroup(network, group, needPhone(input().as, "as"));
    return group;
  },
  "PUT /admin/groups/:id/picture": ({ network, path, input }) => {
    const body = input();
    const image = optionalText(body, "base64", 8 * 1024 * 1024);
    const group = needGroup(network, path.id);
    const actor = needPhone(body.as, "as");
    if (group.members[actor] === undefined) throw refusal(403, "not_a_member", `${actor} is not in this group`);
    return { id: tellPicture(network, group.id, actor, image ? Buffer.from(image, "base64") : undefined) ?? null };
  },
};

/** The group of a jid. */
export function needGroup(network: Network, id: string | undefined): Group {
  const group = network.groups.find(id ?? "");
  if (!group) throw refusal(404, "no_such_group", `there is no group ${id}`);
  return group;
}

function needReachable(network: Network, body: Input, name: string): string {
  const phone = needPhone(body[name], name);
  if (!network.directory.reach(phone)) throw refusal(404, "no_such_person", `${phone} is not on WhatsApp`);
  return phone;
}
