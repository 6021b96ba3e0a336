import { QueryIds, XWAPaths } from "baileys";
import type { Network } from "../network/network.ts";
import { stanzaSeconds } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import type { Newsletter } from "./newsletter.ts";

type Variables = Record<string, unknown>;

/** Answers a GraphQL question about channels: the name of the answer and the answer; undefined for other questions. */
export function answerNewsletterQuery(
  network: Network,
  phone: string,
  queryId: string | undefined,
  variables: Variables,
): { path: string; value: unknown } | undefined {
  const id = String(variables.newsletter_id ?? "");
  switch (queryId) {
    case QueryIds.CREATE: {
      const { name, description } = recordOf(variables.input);
      const made = network.newsletters.create(
        phone,
        String(name ?? ""),
        String(description ?? ""),
        stanzaSeconds(network),
      );
      return { path: XWAPaths.xwa2_newsletter_create, value: show(made, phone) };
    }
    case QueryIds.METADATA: {
      const { key, type } = recordOf(variables.input);
      const found = network.newsletters.all().find((one) => (type === "INVITE" ? one.invite : one.id) === key);
      if (!found) throw refusal(404, "no_such_newsletter", "there is no such channel");
      return { path: XWAPaths.xwa2_newsletter_metadata, value: show(found, phone) };
    }
    case QueryIds.UPDATE_METADATA: {
      const newsletter = need(network, id, phone);
      const { name, description, picture } = recordOf(variables.updates);
      if (typeof name === "string") newsletter.name = name;
      if (typeof description === "string") newsletter.description = description;
      if (typeof picture === "string") newsletter.picture = picture === "" ? null : picture;
      return save(network, newsletter, phone, "xwa2_newsletter_update");
    }
    case QueryIds.SUBSCRIBERS:
      return {
        path: XWAPaths.xwa2_newsletter_subscribers,
        value: { subscribers: need(network, id).followers.length },
      };
    case QueryIds.FOLLOW:
      return save(network, follow(need(network, id), phone), phone, XWAPaths.xwa2_newsletter_join_v2);
    case QueryIds.UNFOLLOW: {
      const newsletter = need(network, id);
      newsletter.followers = newsletter.followers.filter((one) => one !== phone);
      return save(network, newsletter, phone, XWAPaths.xwa2_newsletter_leave_v2);
    }
    case QueryIds.MUTE:
    case QueryIds.UNMUTE: {
      const newsletter = need(network, id);
      const mutes = queryId === QueryIds.MUTE;
      newsletter.muted = [...newsletter.muted.filter((one) => one !== phone), ...(mutes ? [phone] : [])];
      const path = mutes ? XWAPaths.xwa2_newsletter_mute_v2 : XWAPaths.xwa2_newsletter_unmute_v2;
      return save(network, newsletter, phone, path);
    }
    case QueryIds.ADMIN_COUNT:
      return { path: XWAPaths.xwa2_newsletter_admin_count, value: { admin_count: need(network, id).admins.length } };
    case QueryIds.CHANGE_OWNER: {
      const newsletter = need(network, id, phone);
      newsletter.owner = personIn(network, variables);
      newsletter.admins = [...new Set([...newsletter.admins, newsletter.owner])];
      return save(network, newsletter, phone, XWAPaths.xwa2_newsletter_change_owner);
    }
    case QueryIds.DEMOTE: {
      const newsletter = need(network, id, phone);
      const demoted = personIn(network, variables);
      newsletter.admins = newsletter.admins.filter((one) => one !== demoted);
      return save(network, newsletter, phone, XWAPaths.xwa2_newsletter_demote);
    }
    case QueryIds.DELETE:
      network.newsletters.delete(need(network, id, phone).id);
      return { path: XWAPaths.xwa2_newsletter_delete_v2, value: { id, state: { type: "DELETED" } } };
    default:
      return undefined;
  }
}

/** Makes a number follow a channel. */
export function follow(newsletter: Newsletter, phone: string): Newsletter {
  newsletter.followers = [...new Set([...newsletter.followers, phone])];
  return newsletter;
}

function show(newsletter: Newsletter, phone: string): object {
  const { id, name, description, createdAt, invite, picture, followers, owner, admins, muted } = newsletter;
  const role = owner === phone ? "OWNER" : admins.includes(phone) ? "ADMIN" : "SUBSCRIBER";
  return {
    id,
    state: { type: "ACTIVE" },
    thread_metadata: {
      creation_time: String(createdAt),
      name: { id: "1", text: name, update_time: String(createdAt) },
      description: { id: "1", text: description, update_time: String(createdAt) },
      invite,
      handle: null,
      picture: { id: picture === null ? "0" : "1", type: "IMAGE", direct_path: "" },
      preview: { id: "0", type: "PREVIEW", direct_path: "" },
      subscribers_count: String(followers.length),
      verification: "UNVERIFIED",
    },
    viewer_metadata: { mute: muted.includes(phone) ? "ON" : "OFF", role: followers.includes(phone) ? role : "GUEST" },
  };
}

function save(network: Network, newsletter: Newsletter, phone: string, path: string): { path: string; value: object } {
  network.newsletters.save(newsletter);
  return { path, value: show(newsletter, phone) };
}

function need(network: Network, id: string, owner?: string): Newsletter {
  const found = network.newsletters.find(id);
  if (!found) throw refusal(404, "no_such_newsletter", `there is no channel ${id}`);
  if (owner !== undefined && !found.admins.includes(owner))
    throw refusal(403, "not_an_admin", `${owner} is no admin of this channel`);
  return found;
}

function personIn(network: Network, variables: Variables): string {
  const user = network.directory.resolve(String(variables.user_id ?? ""))?.user;
  if (!user) throw refusal(404, "no_such_person", "there is no such person");
  return user.phone;
}

function recordOf(value: unknown): Variables {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
