import type { proto } from "baileys";
import { arriveAtPerson } from "../messages/arrive-at-person.ts";
import { readContent } from "../messages/read-content.ts";
import { sealCopy } from "../messages/send-from-phone.ts";
import type { Network } from "../network/network.ts";
import { tellSent } from "../network/observers.ts";
import type { User } from "../people/user.ts";

/** A message of a number that has no socket. */
export interface HostedMessage {
  author: User;
  to: User;
  id: string;
  message: proto.IMessage;
  /** Written in the transaction that keeps the message. */
  alsoWrite?: (() => (() => void)[]) | undefined;
}

/** Sends any message from a number without a socket to everyone it is for; resolves when it is on disk and on its way. */
export async function sendContent(network: Network, sending: HostedMessage): Promise<void> {
  const { author, to, id, message } = sending;
  const server = network.settings.addressing;
  const letters: Awaited<ReturnType<typeof sealCopy>>[] = [];
  if (to !== author)
    for (const companion of network.accounts.companions(to.phone))
      letters.push(await sealCopy(network, { author, to, id, server, message }, companion, message));
  const arrival =
    to === author
      ? undefined
      : arriveAtPerson(network, { author, target: { user: to, device: 0, server }, id, message });
  const sends: (() => void)[] = [];
  network.store.transaction(() => {
    const kept = { owner: author.phone, peer: to.phone, direction: "out" as const, id, ...readContent(message) };
    const isNew = network.book.keep({ ...kept, status: "sent", at: network.clock.now() });
    if (isNew) sends.push(...tellSent(network, { author, reader: to, id, message }));
    sends.push(...(sending.alsoWrite?.() ?? []));
    arrival?.write();
    for (const letter of letters) sends.push(letter.post());
  });
  network.events.note("message.sent", { from: author.phone, to: to.phone, id, text: readContent(message).text });
  for (const send of sends) send();
  arrival?.start();
}
