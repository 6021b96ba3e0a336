import { createHmac } from "node:crypto";
import { proto } from "baileys";
import type { Network } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { jidOf, type User } from "../people/user.ts";
import { node, SERVER } from "../wire/nodes.ts";
import { sign } from "../wire/sign.ts";
import type { PairingOffer } from "./pairing-offers.ts";

const ACCOUNT_SIGNATURE_PREFIX = Buffer.from([6, 0]);

/** Refuses when a phone has as many linked clients as it may have. */
export function requireRoomForCompanion(network: Network, user: User): void {
  if (network.accounts.companions(user.phone).length < network.settings.companionLimit) return;
  throw refusal(
    409,
    "too_many_companions",
    `${user.phone} has ${network.settings.companionLimit} linked devices already`,
  );
}

/** A phone signs that a client belongs to it; the client proves the secret it shares with the phone by its answer. */
export function linkCompanion(
  network: Network,
  user: User,
  offer: PairingOffer,
  advSecret: Uint8Array,
): { device: number } {
  requireRoomForCompanion(network, user);
  const account = network.accounts.get(user.phone);
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
  return { device };
}
