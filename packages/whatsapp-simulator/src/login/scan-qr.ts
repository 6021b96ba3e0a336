import type { Network } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import type { User } from "../people/user.ts";
import { linkCompanion } from "./link-companion.ts";
import type { PairingOffer } from "./pairing-offers.ts";

/** A virtual phone scans a QR code: the client behind it becomes a companion of the phone. */
export function scanQr(network: Network, user: User, qrText: string): { device: number } {
  const { offer, advSecret } = readQr(network, qrText);
  const { device } = linkCompanion(network, user, offer, advSecret);
  network.events.note("qr.scanned", { phone: user.phone, device });
  return { device };
}

/** Splits the text of a QR code and finds the client that shows it. */
export function readQr(network: Network, qrText: string): { offer: PairingOffer; advSecret: Buffer } {
  const parts = qrText
    .trim()
    .slice(qrText.trim().indexOf("#") + 1)
    .split(",");
  const [ref, noiseKey, identity, advSecret] = parts;
  if (!ref || !noiseKey || !identity || !advSecret)
    throw refusal(400, "not_a_qr", "this text is not a WhatsApp pairing code");
  const offer = network.offers.find(ref);
  if (offer === "unknown") throw refusal(404, "qr_unknown", "no client shows this code");
  if (offer === "expired") throw refusal(410, "qr_expired", "the client that showed this code is gone");
  if (offer === "used" || offer.scanned) throw refusal(409, "qr_already_used", "this code was scanned already");
  if (
    !offer.noiseKey.equals(Buffer.from(noiseKey, "base64")) ||
    !offer.identity.equals(Buffer.from(identity, "base64"))
  )
    throw refusal(400, "qr_of_another_client", "the keys in this code are not those of the client that waits");
  return { offer, advSecret: Buffer.from(advSecret, "base64") };
}
