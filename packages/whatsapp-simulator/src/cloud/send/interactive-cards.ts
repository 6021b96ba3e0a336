import type { Input } from "../../admin/read-input.ts";
import { checkFile } from "./check-media.ts";
import { nativeFlow, type Shown } from "./native-flow.ts";
import { numberAt, objectAt, objectsAt, optionalObjectAt, textAt, wrongValue } from "./parameters.ts";
import type { Sending } from "./sending.ts";

/** Two to ten cards side by side, each with a picture or film and one action. */
export function checkCards(sending: Sending, action: Input): Shown {
  const cards = objectsAt(action, "cards", 2, 10).map((card, index) => {
    if (numberAt(card, "card_index", 0, 9) !== index) throw wrongValue("Param card_index must count from 0.");
    const header = objectAt(card, "header");
    if (header.type !== "image" && header.type !== "video") throw wrongValue("A card has an image or a video on top.");
    checkFile(sending, header.type, objectAt(header, header.type));
    const body = optionalObjectAt(card, "body");
    return { body: body ? textAt(body, "text", 160) : "", ...buttonOf(objectAt(card, "action")) };
  });
  return (frame) => ({
    interactiveMessage: {
      body: { text: frame.body },
      carouselMessage: {
        cards: cards.map(({ body, name, parameters }) => {
          const card = nativeFlow({ body, footer: null, header: null }, [{ name, parameters }]);
          return card.interactiveMessage ?? {};
        }),
      },
    },
  });
}

function buttonOf(action: Input): { name: string; parameters: unknown } {
  if (action.name === "cta_url") {
    const parameters = objectAt(action, "parameters");
    textAt(parameters, "url", 2_000);
    return { name: "cta_url", parameters: { ...parameters, display_text: textAt(parameters, "display_text", 20) } };
  }
  const [button] = objectsAt(action, "buttons", 1, 2);
  const reply = button ? (optionalObjectAt(button, "quick_reply") ?? optionalObjectAt(button, "reply")) : undefined;
  return { name: "quick_reply", parameters: reply ?? {} };
}
