import { GraphError } from "../graph-error.ts";
import { checkInteractive } from "./check-interactive.ts";
import { checkMedia } from "./check-media.ts";
import { checkContacts, checkLocation, checkReaction, checkText } from "./check-plain.ts";
import { checkTemplate } from "./check-template.ts";
import type { CheckedContent, Sending } from "./sending.ts";

/** Checks what a message says; refuses what the platform would refuse. */
export function checkContent(sending: Sending, peer: string): CheckedContent {
  const { type = "text" } = sending.input;
  switch (type) {
    case "text":
      return checkText(sending);
    case "image":
    case "video":
    case "audio":
    case "document":
    case "sticker":
      return checkMedia(sending, type);
    case "location":
      return checkLocation(sending);
    case "contacts":
      return checkContacts(sending);
    case "reaction":
      return checkReaction(sending, peer);
    case "interactive":
      return checkInteractive(sending);
    case "template":
      return checkTemplate(sending);
    default:
      throw new GraphError(
        100,
        "Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, INTERACTIVE, LOCATION, REACTION, STICKER, TEMPLATE, TEXT, VIDEO}",
      );
  }
}
