import { sendFromPhone } from "../messages/send-from-phone.ts";
import { chanceOf } from "../network/chance.ts";
import type { Network } from "../network/network.ts";
import { announcePhoneOn } from "./announce-phone-on.ts";
import { changeBlock } from "./block.ts";
import { changeNumber } from "./change-number.ts";
import type { PersonaAction } from "./persona-rule.ts";
import type { User } from "./user.ts";

/** The occasion of what somebody does: who, towards which account, about which message. */
export interface ActOccasion {
  person: User;
  account: string;
  messageId: string;
  addressing: "pn" | "lid";
}

/** Does what a rule of a persona says, one thing after the other. */
export async function act(network: Network, occasion: ActOccasion, action: PersonaAction): Promise<void> {
  const { person, account, messageId, addressing } = occasion;
  const sending = { from: person.phone, to: account, addressing };
  if (action.react !== undefined)
    await sendFromPhone(network, { ...sending, wish: { react: { id: messageId, emoji: action.react } } });
  if (action.vote !== undefined) await vote(network, occasion, action.vote);
  if (action.answer && action.answer.length > 0) {
    const text = action.answer[Math.floor(chanceOf(network.seed, "rule", messageId) * action.answer.length)];
    if (text !== undefined) await sendFromPhone(network, { ...sending, text });
  }
  if (action.media) {
    const { kind, base64, caption } = action.media;
    const media = { kind, bytes: Buffer.from(base64, "base64"), mimetype: MIMETYPES[kind], caption };
    await sendFromPhone(network, { ...sending, wish: { media } });
  }
  if (action.report) report(network, person.phone, account);
  else if (action.block) changeBlock(network, person.phone, account, "block");
  if (action.offline !== undefined) goOffline(network, person, action.offline);
  if (action.changeNumber !== undefined) changeNumber(network, person, action.changeNumber);
}

/** Somebody reports an account to WhatsApp, which also blocks it. */
export function report(network: Network, phone: string, account: string): void {
  network.events.note("reported", { phone: account, by: phone });
  changeBlock(network, phone, account, "block");
}

async function vote(
  network: Network,
  { person, account, messageId, addressing }: ActOccasion,
  choice: number,
): Promise<void> {
  const options = network.book.findInChat(person.phone, account, messageId)?.details?.poll?.options;
  const chosen = options?.[choice];
  if (chosen === undefined) return;
  const wish = { vote: { id: messageId, options: [chosen] } };
  await sendFromPhone(network, { from: person.phone, to: account, addressing, wish });
}

function goOffline(network: Network, person: User, duration: number): void {
  network.directory.create({ phone: person.phone, online: false });
  network.clock.at(network.clock.now() + duration, () => {
    const back = network.directory.create({ phone: person.phone, online: true });
    announcePhoneOn(network, back);
  });
}

const MIMETYPES = {
  image: "image/jpeg",
  video: "video/mp4",
  audio: "audio/ogg; codecs=opus",
  document: "application/octet-stream",
  sticker: "image/webp",
};
