/** A channel that many follow and few write in. */
export interface Newsletter {
  /** A jid. */
  id: string;
  name: string;
  description: string;
  /** Epoch seconds. */
  createdAt: number;
  invite: string;
  picture: string | null;
  owner: string;
  /** Phones. */
  admins: string[];
  followers: string[];
  muted: string[];
  posts: Post[];
}

/** A post in a channel; it is not encrypted. */
export interface Post {
  serverId: number;
  id: string;
  by: string;
  at: number;
  type: string;
  /** The message in base64. */
  content: string;
  text: string;
  views: string[];
  reactions: Record<string, string>;
}
