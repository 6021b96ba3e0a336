import type { Answer, Question } from "../iq/question.ts";
import { node } from "../wire/nodes.ts";
import type { Post } from "./newsletter.ts";
import { postNode } from "./post.ts";

const LIVE_SECONDS = 300;

/** The posts of a channel with their counters, and the wish to be told of changes for a while. */
export function answerNewsletter({ network, companion, iq, ask }: Question): Answer | undefined {
  const newsletter = network.newsletters.find(iq.attrs.to ?? "");
  if (!newsletter) return { error: 404, text: "item-not-found" };
  switch (`${iq.attrs.type} ${ask?.tag}`) {
    case "set live_updates":
      return [node("live_updates", { duration: LIVE_SECONDS })];
    case "get messages":
    case "get message_updates": {
      const count = Math.max(1, Number(ask?.attrs.count) || 50);
      const after = Number(ask?.attrs.after) || 0;
      const posts = newsletter.posts.filter((one) => one.serverId > after).slice(-count);
      for (const one of posts) if (!one.views.includes(companion.phone)) one.views.push(companion.phone);
      network.newsletters.save(newsletter);
      return [
        node(ask?.tag ?? "", { jid: newsletter.id, t: newsletter.createdAt }, [
          node(
            "messages",
            { jid: newsletter.id, t: newsletter.createdAt },
            posts.map((one) => counted(postNode(newsletter, one), one)),
          ),
        ]),
      ];
    }
    default:
      return undefined;
  }
}

function counted(stanza: ReturnType<typeof postNode>, { views, reactions }: Post) {
  const counts = new Map<string, number>();
  for (const emoji of Object.values(reactions)) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  const parts = [
    node("views_count", { count: views.length }),
    node(
      "reactions",
      {},
      [...counts].map(([code, count]) => node("reaction", { code, count })),
    ),
  ];
  return { ...stanza, content: [...(Array.isArray(stanza.content) ? stanza.content : []), ...parts] };
}
