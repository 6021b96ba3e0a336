import type { Input } from "../../admin/read-input.ts";
import { GraphError } from "../graph-error.ts";
import { checkFile } from "./check-media.ts";
import { checkAction } from "./interactive-actions.ts";
import { missing, objectAt, optionalObjectAt, textAt, wrongValue } from "./parameters.ts";
import type { CheckedContent, Sending } from "./sending.ts";

const BODY_OPTIONAL = ["product"];
const HEADER_TYPES = ["text", "image", "video", "document"] as const;

/** Buttons, lists, flows, products and all that a reader can tap. */
export function checkInteractive(sending: Sending): CheckedContent {
  const part = objectAt(sending.input, "interactive");
  const type = textAt(part, "type", 50);
  const body = optionalObjectAt(part, "body");
  if (!body && !BODY_OPTIONAL.includes(type)) throw missing("interactive['body']");
  const words = body ? textAt(body, "text", type === "list" ? 4_096 : 1_024) : "";
  const footerPart = optionalObjectAt(part, "footer");
  const footer = footerPart ? textAt(footerPart, "text", 60) : undefined;
  const header = checkHeader(sending, type, part);
  if (type === "product_list" && !header) throw missing("interactive['header']");
  const action = objectAt(part, "action");
  const shown = checkAction(sending, type, action);
  return {
    type: "interactive",
    category: "service",
    build: async () => {
      await header?.load?.();
      return shown({ body: words, footer: footer ?? null, header: header?.text ?? null });
    },
  };
}

interface CheckedHeader {
  text?: string;
  load?: () => Promise<unknown>;
}

function checkHeader(sending: Sending, type: string, part: Input): CheckedHeader | undefined {
  const header = optionalObjectAt(part, "header");
  if (!header) return undefined;
  const kind = HEADER_TYPES.find((one) => one === header.type);
  if (!kind) throw wrongValue(`Param interactive['header']['type'] must be one of ${HEADER_TYPES.join(", ")}.`);
  if (kind === "text") return { text: textAt(header, "text", 60) };
  if (type === "list" || type === "product_list")
    throw new GraphError(131009, `An interactive message of type ${type} has a header of type text only.`);
  return { load: checkFile(sending, kind, objectAt(header, kind)) };
}
