import type { Wish } from "../../messages/wish.ts";
import type { WahaRoutes } from "../http/waha-call.ts";
import { textIn } from "../http/waha-call.ts";
import { needWorking } from "../sessions/need-session.ts";
import { changeRoutes } from "./change-routes.ts";
import { mediaWish } from "./read-media.ts";
import { newMessageId, sendAsked } from "./send-message.ts";
import { buttonsWish, contactsWish, listWish, locationWish, pollWish } from "./wishes.ts";

const textWish = ({ input }: Parameters<typeof locationWish>[0]): Wish => ({ text: textIn(input, "text") });

/** Everything that can be sent. */
export const sendRoutes: WahaRoutes = {
  "POST /api/sendText": (call) => sendAsked(call, textWish),
  "POST /api/reply": (call) => sendAsked(call, textWish),
  "POST /api/send/link-custom-preview": (call) => sendAsked(call, textWish),
  "POST /api/sendImage": (call) => sendAsked(call, () => mediaWish(call, "image")),
  "POST /api/sendFile": (call) => sendAsked(call, () => mediaWish(call, "document")),
  "POST /api/sendVoice": (call) => sendAsked(call, () => mediaWish(call, "audio")),
  "POST /api/sendVideo": (call) => sendAsked(call, () => mediaWish(call, "video")),
  "POST /api/sendLocation": (call) => sendAsked(call, locationWish),
  "POST /api/sendContactVcard": (call) => sendAsked(call, contactsWish),
  "POST /api/sendPoll": (call) => sendAsked(call, pollWish),
  "POST /api/sendList": (call) => sendAsked(call, listWish),
  "POST /api/sendButtons": (call) => sendAsked(call, buttonsWish),
  "GET /api/:session/new-message-id": async (call) => {
    await needWorking(call);
    return { id: newMessageId() };
  },
  ...changeRoutes,
};
