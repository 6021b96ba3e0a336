import { createCipheriv, createHmac, randomBytes } from "node:crypto";
import { decryptPollVote, proto } from "baileys";
import { sha256 } from "../media/media-crypto.ts";
import type { Network } from "../network/network.ts";
import { jidOf, type User } from "../people/user.ts";
import type { StoredMessage } from "./message-book.ts";

const SERVERS = ["lid", "pn"] as const;

/** What a vote chose; undefined when it is not for this poll, or sealed with another secret. */
export function readVote(
  network: Network,
  poll: StoredMessage,
  voter: User,
  vote: proto.Message.IPollUpdateMessage,
): string[] | undefined {
  const creator = network.directory.find(poll.author ?? "");
  const secret = secretOf(network, poll);
  const { encPayload, encIv } = vote.vote ?? {};
  if (!creator || !secret || !encPayload || !encIv) return undefined;
  // The names of both go into the key; which of the two names a client used is not written anywhere.
  for (const creatorServer of SERVERS)
    for (const voterServer of SERVERS)
      try {
        const chosen = decryptPollVote(
          { encPayload, encIv },
          {
            pollMsgId: poll.id,
            pollEncKey: secret,
            pollCreatorJid: jidOf(creator, creatorServer),
            voterJid: jidOf(voter, voterServer),
          },
        ).selectedOptions;
        const options = poll.details?.poll?.options ?? [];
        return options.filter((option) => chosen.some((hash) => Buffer.from(hash).equals(sha256(Buffer.from(option)))));
      } catch {}
  return undefined;
}

/** Seals a vote, so that those who have the poll can open it. */
export function sealVote(
  network: Network,
  poll: StoredMessage,
  voter: User,
  options: string[],
  server: "pn" | "lid",
): proto.Message.IPollEncValue | undefined {
  const creator = network.directory.find(poll.author ?? "");
  const secret = secretOf(network, poll);
  if (!creator || !secret) return undefined;
  const voterJid = jidOf(voter, server);
  const purpose = Buffer.concat([
    Buffer.from(`${poll.id}${jidOf(creator, server)}${voterJid}Poll Vote`),
    Buffer.from([1]),
  ]);
  const extracted = createHmac("sha256", Buffer.alloc(32)).update(secret).digest();
  const key = createHmac("sha256", extracted).update(purpose).digest();
  const encIv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, encIv);
  cipher.setAAD(Buffer.from(`${poll.id}\0${voterJid}`));
  const plain = proto.Message.PollVoteMessage.encode({
    selectedOptions: options.map((option) => sha256(Buffer.from(option))),
  }).finish();
  return { encPayload: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]), encIv };
}

function secretOf(network: Network, poll: StoredMessage): Uint8Array | undefined {
  const content = network.book.contentOf(poll.seq);
  return (content && proto.Message.decode(content).messageContextInfo?.messageSecret) ?? undefined;
}
