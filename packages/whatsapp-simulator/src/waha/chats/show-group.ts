import type { Group, Role } from "../../groups/group.ts";
import { chatIdOf } from "../messages/chat-ids.ts";
import type { Waha } from "../waha.ts";

/** A group as the API tells of it. */
export function showGroup(waha: Waha, group: Group, withoutMembers: boolean): object {
  const members = Object.entries(group.members).map(([phone, role]) => showMember(waha, phone, role));
  return {
    id: group.id,
    subject: group.subject,
    description: group.description?.text ?? "",
    invite: `https://chat.whatsapp.com/${group.inviteCode}`,
    membersCanAddNewMember: group.everyoneAdds,
    membersCanSendMessages: !group.announce,
    newMembersApprovalRequired: group.approval,
    ...(withoutMembers ? {} : { participants: members }),
  };
}

/** A member of a group. */
export function showMember(waha: Waha, phone: string, role: Role): object {
  const user = waha.network.directory.find(phone);
  return {
    id: user ? chatIdOf(waha, user) : `${phone}@c.us`,
    pn: `${phone}@c.us`,
    role: role === "member" ? "participant" : role,
  };
}
