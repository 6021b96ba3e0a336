import { randomBytes } from "node:crypto";
import { saveNumber } from "../cloud.ts";
import type { CloudNumber } from "../cloud-objects.ts";
import type { Edges } from "../graph/graph-call.ts";
import { unknownObject } from "../graph-error.ts";
import { textAt } from "../send/parameters.ts";

/** Short links that open a chat with words filled in. */
export const qrEdges: Edges<CloudNumber> = {
  "GET message_qrdls": ({ rest: [code] }, number) => ({
    data: number.qrs.filter((qr) => code === undefined || qr.code === code).map((qr) => showQr(qr, undefined)),
  }),
  "POST message_qrdls": ({ cloud, input, rest }, number) => {
    const code = rest[0] ?? (typeof input.code === "string" ? input.code : undefined);
    const message = textAt(input, "prefilled_message", 140);
    if (code !== undefined && !number.qrs.some((qr) => qr.code === code)) throw unknownObject(code, "POST");
    const qr = { code: code ?? randomBytes(7).toString("hex").toUpperCase(), message };
    saveNumber(cloud, { ...number, qrs: [...number.qrs.filter((one) => one.code !== qr.code), qr] });
    return showQr(qr, input.generate_qr_image);
  },
  "DELETE message_qrdls": ({ cloud, rest: [code = ""] }, number) => {
    if (!number.qrs.some((qr) => qr.code === code)) throw unknownObject(code, "DELETE");
    saveNumber(cloud, { ...number, qrs: number.qrs.filter((qr) => qr.code !== code) });
    return { success: true };
  },
};

function showQr({ code, message }: { code: string; message: string }, image: unknown): object {
  return {
    code,
    prefilled_message: message,
    deep_link_url: `https://wa.me/message/${code}`,
    ...(image === undefined
      ? {}
      : { qr_image_url: `https://scontent.whatsapp.net/qr/${code}.${String(image).toLowerCase()}` }),
  };
}
