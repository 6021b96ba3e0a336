import { proto } from "baileys";
import type { Network } from "../network/network.ts";
import type { Companion } from "./accounts.ts";
import { olderMessages, webMessage } from "./history.ts";
import { sendToOwnCompanion } from "./send-to-own-companion.ts";

const { Type } = proto.Message.ProtocolMessage;
const { PeerDataOperationRequestType: Request } = proto.Message;
const MOST_ON_DEMAND = 500;

/** A client asks its phone for older messages, or for one that it could not read; false when it asks for nothing known. */
export async function answerPeerRequest(
  network: Network,
  from: Companion,
  id: string,
  request: proto.Message.IPeerDataOperationRequestMessage,
): Promise<boolean> {
  const { historySyncOnDemandRequest: older, placeholderMessageResendRequest: lost } = request;
  if (older) {
    const peer = chatOf(network, older.chatJid);
    const oldest = network.book.findInChat(from.phone, peer, older.oldestMsgId ?? "");
    const count = Math.min(Math.max(1, older.onDemandMsgCount ?? 50), MOST_ON_DEMAND);
    await sendToOwnCompanion(network, from, olderMessages(network, from.phone, peer, oldest, count, id));
    return true;
  }
  if (!lost?.length) return false;
  const found = lost.flatMap(({ messageKey }) => network.book.findById(from.phone, messageKey?.id ?? "") ?? []);
  const results = found.map((held) => ({
    placeholderMessageResendResponse: {
      webMessageInfoBytes: proto.WebMessageInfo.encode(webMessage(network, held)).finish(),
    },
  }));
  const answer = proto.Message.fromObject({
    protocolMessage: {
      type: Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE,
      peerDataOperationRequestResponseMessage: {
        peerDataOperationRequestType: Request.PLACEHOLDER_MESSAGE_RESEND,
        stanzaId: id,
        peerDataOperationResult: results,
      },
    },
  });
  await sendToOwnCompanion(network, from, answer);
  return true;
}

function chatOf(network: Network, jid: string | null | undefined): string {
  return network.directory.resolve(jid ?? undefined)?.user.phone ?? jid ?? "";
}
