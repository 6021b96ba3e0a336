/** What a member may do. */
export type Role = "member" | "admin" | "superadmin";

/** A group, or a community of groups. */
export interface Group {
  /** A jid. */
  id: string;
  subject: string;
  subjectBy: string;
  /** Epoch seconds, as all times here. */
  subjectAt: number;
  creator: string;
  createdAt: number;
  description: { id: string; text: string; by: string; at: number } | null;
  /** Only admins write. */
  announce: boolean;
  /** Only admins change subject, description, picture and the like. */
  locked: boolean;
  /** Messages disappear after so many seconds; 0 is never. */
  ephemeral: number;
  /** Who joins by link waits until an admin agrees. */
  approval: boolean;
  /** Every member may add others. */
  everyoneAdds: boolean;
  inviteCode: string;
  isCommunity: boolean;
  /** The community it belongs to. */
  parent: string | null;
  /** The group of a community in which its admins announce. */
  isAnnouncements: boolean;
  /** Phones and their roles. */
  members: Record<string, Role>;
  /** Who asked to join, and when. */
  requests: Record<string, { at: number; method: "invite_link" | "non_admin_add" }>;
}
