import { isInput } from "../../admin/read-input.ts";
import { changeGroup, createGroup, type GroupChange } from "../../groups/change-group.ts";
import { changeMembers, joinGroup, leaveGroup, type MemberAction } from "../../groups/change-members.ts";
import type { Group } from "../../groups/group.ts";
import type { User } from "../../people/user.ts";
import { listIn, paged, textIn, type WahaCall, type WahaRoutes } from "../http/waha-call.ts";
import { wahaError } from "../http/waha-error.ts";
import { findUser } from "../messages/chat-ids.ts";
import { needWorking } from "../sessions/need-session.ts";
import { showGroup, showMember } from "./show-group.ts";

/** Groups, as far as a session is in them. */
export const groupRoutes: WahaRoutes = {
  "GET /api/:session/groups": async (call) => {
    const { user } = await needWorking(call);
    const isShort = call.query.get("exclude") === "participants";
    return paged(call.waha.network.groups.of(user.phone), call.query).map((group) =>
      showGroup(call.waha, group, isShort),
    );
  },
  "POST /api/:session/groups": async (call) => {
    const { user } = await needWorking(call);
    const members = phonesIn(call);
    return showGroup(
      call.waha,
      createGroup(call.waha.network, user.phone, { subject: textIn(call.input, "name"), members }),
      false,
    );
  },
  "GET /api/:session/groups/count": async (call) => {
    const { user } = await needWorking(call);
    return { count: call.waha.network.groups.of(user.phone).length };
  },
  "GET /api/:session/groups/join-info": async (call) => {
    await needWorking(call);
    return showGroup(call.waha, needInvited(call, call.query.get("code")), true);
  },
  "POST /api/:session/groups/join": async (call) => {
    const { user } = await needWorking(call);
    const group = needInvited(call, call.input.code);
    joinGroup(call.waha.network, group, user.phone);
    return { id: group.id };
  },
  "POST /api/:session/groups/refresh": async (call) => {
    await needWorking(call);
    return { success: true };
  },
  "GET /api/:session/groups/:id": async (call) => showGroup(call.waha, (await needMine(call)).group, false),
  "POST /api/:session/groups/:id/leave": async (call) => {
    const { user, group } = await needMine(call);
    leaveGroup(call.waha.network, group, user.phone);
    return {};
  },
  "PUT /api/:session/groups/:id/subject": (call) => change(call, { subject: textIn(call.input, "subject") }),
  "PUT /api/:session/groups/:id/description": (call) =>
    change(call, { description: { text: String(call.input.description ?? "") } }),
  "PUT /api/:session/groups/:id/settings/security/info-admin-only": (call) =>
    change(call, { locked: call.input.adminsOnly === true }),
  "PUT /api/:session/groups/:id/settings/security/messages-admin-only": (call) =>
    change(call, { announce: call.input.adminsOnly === true }),
  "GET /api/:session/groups/:id/settings/security/info-admin-only": async (call) => ({
    adminsOnly: (await needMine(call)).group.locked,
  }),
  "GET /api/:session/groups/:id/settings/security/messages-admin-only": async (call) => ({
    adminsOnly: (await needMine(call)).group.announce,
  }),
  "GET /api/:session/groups/:id/invite-code": async (call) =>
    `https://chat.whatsapp.com/${(await needMine(call)).group.inviteCode}`,
  "POST /api/:session/groups/:id/invite-code/revoke": async (call) => {
    const { group } = await needMine(call);
    group.inviteCode = call.waha.network.groups.newInvite();
    call.waha.network.groups.save(group);
    return `https://chat.whatsapp.com/${group.inviteCode}`;
  },
  "GET /api/:session/groups/:id/participants": (call) => members(call),
  "GET /api/:session/groups/:id/participants/v2": (call) => members(call),
  "POST /api/:session/groups/:id/participants/add": (call) => act(call, "add"),
  "POST /api/:session/groups/:id/participants/remove": (call) => act(call, "remove"),
  "POST /api/:session/groups/:id/admin/promote": (call) => act(call, "promote"),
  "POST /api/:session/groups/:id/admin/demote": (call) => act(call, "demote"),
};

async function needMine(call: WahaCall): Promise<{ user: User; group: Group }> {
  const { user } = await needWorking(call);
  const group = call.waha.network.groups.find(call.path.id ?? "");
  if (group?.members[user.phone] === undefined) throw wahaError(404, "Group not found");
  return { user, group };
}

function needInvited({ waha }: WahaCall, code: unknown): Group {
  const written = typeof code === "string" ? (code.split("/").at(-1) ?? "") : "";
  const group = waha.network.groups.findByInvite(written);
  if (!group) throw wahaError(404, "There is no group behind this code");
  return group;
}

async function change(call: WahaCall, wish: GroupChange): Promise<object> {
  const { user, group } = await needMine(call);
  changeGroup(call.waha.network, group, user.phone, wish);
  return { success: true };
}

async function act(call: WahaCall, action: MemberAction): Promise<object> {
  const { user, group } = await needMine(call);
  return changeMembers(call.waha.network, group, user.phone, action, phonesIn(call));
}

async function members(call: WahaCall): Promise<object[]> {
  const { group } = await needMine(call);
  return Object.entries(group.members).map(([phone, role]) => showMember(call.waha, phone, role));
}

function phonesIn(call: WahaCall): string[] {
  return listIn(call.input, "participants").map((one) => {
    const user = isInput(one) ? findUser(call.waha, one.id) : undefined;
    if (!user) throw wahaError(422, "participants must be objects with the id of somebody");
    return user.phone;
  });
}
