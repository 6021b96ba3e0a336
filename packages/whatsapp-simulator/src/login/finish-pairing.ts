import { proto } from "baileys";
import { verifySignature } from "libsignal/src/curve.js";
import type { Network } from "../network/network.ts";
import type { Connection } from "../wire/connection.ts";
import { bytesOf, childOf, type Node, node } from "../wire/nodes.ts";
import { tellDevicesChanged } from "./tell-devices-changed.ts";

const DEVICE_SIGNATURE_PREFIX = Buffer.from([6, 1]);

/** The client signed its link to the phone: keep it, and tell it to come back with its new name. */
export function finishPairing(network: Network, connection: Connection, stanza: Node): void {
  const offer = network.offers.of(connection);
  const identityNode = childOf(childOf(stanza, "pair-device-sign"), "device-identity");
  const signedBytes = bytesOf(identityNode);
  if (!offer?.scanned || !signedBytes) throw new Error("a pairing was signed that nobody asked for");
  const { details, deviceSignature } = proto.ADVSignedDeviceIdentity.decode(signedBytes);
  const signedText = Buffer.concat([
    DEVICE_SIGNATURE_PREFIX,
    offer.scanned.details,
    offer.identity,
    offer.scanned.accountKey,
  ]);
  const sameDetails = details && Buffer.from(details).equals(Buffer.from(offer.scanned.details));
  // Baileys' own Curve.verify accepts every signature of 64 bytes; this one really checks.
  if (
    !sameDetails ||
    !deviceSignature ||
    !verifySignature(prefixed(offer.identity), signedText, Buffer.from(deviceSignature))
  )
    throw new Error("the device signature does not fit");
  const { phone, device, keyIndex } = offer.scanned;
  network.accounts.link({
    phone,
    device,
    keyIndex,
    noiseKey: offer.noiseKey,
    identity: offer.identity,
    registrationId: offer.registrationId,
    signedId: offer.signedId,
    signedPublic: offer.signedPublic,
    signedSignature: offer.signedSignature,
    platform: offer.platform,
    pairedAt: Date.now(),
  });
  network.offers.close(connection);
  tellDevicesChanged(network, phone);
  network.events.note("paired", { phone, device });
  connection.closeWith(node("stream:error", { code: 515 }));
}

/** The 33-byte form of a public key that libsignal wants. */
export function prefixed(publicKey: Buffer): Buffer {
  return publicKey.length === 33 ? publicKey : Buffer.concat([Buffer.from([5]), publicKey]);
}
