import { randomInt } from "node:crypto";
import QRCode from "qrcode";
import { phoneDigits } from "../../people/user.ts";
import { WahaAnswer, type WahaRoutes } from "../http/waha-call.ts";
import { wahaError } from "../http/waha-error.ts";
import { saveSession } from "../waha.ts";
import { needStatus } from "./need-session.ts";

const LETTERS = "123456789ABCDEFGHJKLMNPQRSTVWXYZ";

/** Linking a session to a phone. */
export const pairingRoutes: WahaRoutes = {
  "GET /api/:session/auth/qr": async (call) => {
    const session = await needStatus(call, call.path.session, ["SCAN_QR_CODE"]);
    const value = session.qr ?? "";
    if (call.query.get("format") === "raw") return { value };
    const image = await QRCode.toBuffer(value, { type: "png", scale: 4 });
    if (call.accept.includes("application/json")) return { mimetype: "image/png", data: image.toString("base64") };
    return new WahaAnswer(200, "image/png", image);
  },
  "POST /api/:session/auth/request-code": async (call) => {
    const session = await needStatus(call, call.path.session, ["SCAN_QR_CODE"]);
    const phone = phoneDigits(String(call.input.phoneNumber ?? ""));
    if (phone === undefined) throw wahaError(400, "phoneNumber must be a phone number");
    const four = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
    const code = `${four()}-${four()}`;
    saveSession(call.waha, { ...session, code: { phone, value: code } });
    return { code };
  },
};
