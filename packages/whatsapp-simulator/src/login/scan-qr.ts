import { createHmac } from "node:crypto";
import { proto } from "baileys";
import type { Network } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { jidOf, type User } from "../people/user.ts";
import { node, SERVER } from "../wire/nodes.ts";
import { sign } from "../wire/sign.ts";
import type { PairingOffer } from "./pairing-offers.ts";

const ACCOUNT_SIGNATURE_PREFIX = Buffer.from([6, 0]);

/** A virtual phone scans a QR code: the client behind it becomes a companion of the phone. */
export function scanQr(network: Network, user: User, qrText: string): { device: number } {
  const { offer, advSecret } = readQr(network, qrText);
  const account = network.accounts.get(user.phone);
  if (network.accounts.companions(user.phone).length >= network.settings.companionLimit)
    throw refusal(
      409,
      "too_many_companions",
      `${user.phone} has ${network.settings.companionLimit} linked devices already`,
    );
  const device = account.nextDevice;
  account.nextDevice += 1;
  network.accounts.save(account);
  const phoneIdentity = network.keys.of(user).identity;
  const details = proto.ADVDeviceIdentity.encode({
    rawId: account.rawId,
    timestamp: Math.floor(Date.now() / 1000),
    keyIndex: device,
    accountType: 0,
    deviceType: 0,
  }).finish();
  const signed = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: phoneIdentity.public,
    accountSignature: sign(phoneIdentity.private, Buffer.concat([ACCOUNT_SIGNATURE_PREFIX, details, offer.identity])),
  }).finish();
  const hmac = createHmac("sha256", advSecret).update(signed).digest();
  offer.scanned = { phone: user.phone, device, keyIndex: device, details, accountKey: phoneIdentity.public };
  offer.connection.send(
    node("iq", { from: SERVER, type: "set", id: `pair-${device}-${Date.now()}` }, [
      node("pair-success", {}, [
        node("device-identity", {}, proto.ADVSignedDeviceIdentityHMAC.encode({ details: signed, hmac }).finish()),
        node("device", { jid: jidOf(user, "pn", device), lid: jidOf(user, "lid", device) }),
        node("platform", { name: "android" }),
      ]),
    ]),
  );
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
