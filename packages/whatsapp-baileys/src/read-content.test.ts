import { expect, test } from "vitest";
import { readContent } from "./read-content.ts";

test.each([
  [{ conversation: "Halo" }, { content: { type: "text", text: "Halo" } }],
  [
    { extendedTextMessage: { text: "Ya", contextInfo: { stanzaId: "3A01" } } },
    { content: { type: "text", text: "Ya" }, quotedWaId: "3A01" },
  ],
  [{ ephemeralMessage: { message: { conversation: "gone soon" } } }, { content: { type: "text", text: "gone soon" } }],
  [
    { deviceSentMessage: { destinationJid: "1@lid", message: { conversation: "typed on the phone" } } },
    { content: { type: "text", text: "typed on the phone" } },
  ],
  [{ messageContextInfo: {}, imageMessage: { caption: "look" } }, { content: { type: "unsupported", kind: "image" } }],
  [{ audioMessage: { ptt: true } }, { content: { type: "unsupported", kind: "voice" } }],
  [{ audioMessage: {} }, { content: { type: "unsupported", kind: "audio" } }],
  [{ pollCreationMessageV3: { name: "?" } }, { content: { type: "unsupported", kind: "poll" } }],
  [{ stickerPackMessage: { name: "s" } }, { content: { type: "unsupported", kind: "sticker_pack" } }],
  [{ viewOnceMessageV2: { message: { imageMessage: {} } } }, { content: { type: "unsupported", kind: "view_once" } }],
  [{ buttonsResponseMessage: { selectedDisplayText: "Yes" } }, { content: { type: "text", text: "Yes" } }],
  [{ protocolMessage: { type: 0 } }, { content: { type: "unsupported", kind: "deleted" } }],
  [{ protocolMessage: { type: 5 } }, undefined],
  [{ senderKeyDistributionMessage: { groupId: "1@g.us" } }, undefined],
  [{}, undefined],
])("%j is read as %j", (message, expected) => {
  expect(readContent(message)).toEqual(expected);
});
