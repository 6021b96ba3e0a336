import { randomBytes } from "node:crypto";
import { aesDecryptCTR, aesDecryptGCM, aesEncryptCTR, Curve, derivePairingCodeKey, hkdf } from "baileys";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import type { User } from "../people/user.ts";
import { generateKeyPair } from "../wire/certificates.ts";
import { node, SERVER } from "../wire/nodes.ts";
import { linkCompanion, requireRoomForCompanion } from "./link-companion.ts";
import type { PairingOffer } from "./pairing-offers.ts";

const ANSWER_WITHIN_MS = 10_000;

/** The owner of a virtual phone types the code that a client shows; resolves when the client is linked. */
export async function enterCode(network: Network, user: User, typed: string): Promise<{ device: number }> {
  const code = typed.replace(/[\s-]/g, "").toUpperCase();
  const offer = network.offers.findByCodeFor(user.phone);
  const request = offer?.code;
  if (!offer || !request) throw refusal(404, "no_code_shown", `no client shows a code for ${user.phone}`);
  requireRoomForCompanion(network, user);
  const clientKey = aesDecryptCTR(
    request.wrappedKey.subarray(48),
    await derivePairingCodeKey(code, request.wrappedKey.subarray(0, 32)),
    request.wrappedKey.subarray(32, 48),
  );
  const ephemeral = generateKeyPair();
  const identity = network.keys.of(user).identity;
  const salt = randomBytes(32);
  const iv = randomBytes(16);
  const wrapped = aesEncryptCTR(ephemeral.public, await derivePairingCodeKey(code, salt), iv);
  const answer = waitForBundle(request);
  offer.connection.send(
    node(
      "notification",
      { from: SERVER, type: "link_code_companion_reg", id: request.ref, t: stanzaSeconds(network) },
      [
        node("link_code_companion_reg", { stage: "primary_hello" }, [
          node("link_code_pairing_wrapped_primary_ephemeral_pub", {}, Buffer.concat([salt, iv, wrapped])),
          node("primary_identity_pub", {}, identity.public),
          node("link_code_pairing_ref", {}, Buffer.from(request.ref)),
        ]),
      ],
    ),
  );
  const shared = Curve.sharedKey(ephemeral.private, clientKey);
  const random = openBundle(await answer, shared, offer, identity.public);
  const sharedIdentity = Curve.sharedKey(identity.private, offer.identity);
  const advSecret = hkdf(Buffer.concat([shared, sharedIdentity, random]), 32, { info: "adv_secret" });
  const { device } = linkCompanion(network, user, offer, advSecret);
  network.events.note("code.entered", { phone: user.phone, device });
  return { device };
}

function waitForBundle(request: NonNullable<PairingOffer["code"]>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(refusal(504, "client_does_not_answer", "the client that shows the code does not answer")),
      ANSWER_WITHIN_MS,
    );
    request.entered = {
      finish: (bundle) => {
        clearTimeout(timer);
        request.entered = undefined;
        resolve(bundle);
      },
    };
  });
}

/** Both sides derived the same key only when the right code was typed. */
function openBundle(bundle: Buffer, shared: Uint8Array, offer: PairingOffer, identity: Buffer): Buffer {
  const key = hkdf(shared, 32, {
    salt: bundle.subarray(0, 32),
    info: "link_code_pairing_key_bundle_encryption_key",
  });
  let opened: Buffer;
  try {
    opened = aesDecryptGCM(bundle.subarray(44), key, bundle.subarray(32, 44), Buffer.alloc(0));
  } catch {
    throw refusal(400, "wrong_code", "this is not the code that the client shows");
  }
  if (!opened.subarray(0, 32).equals(offer.identity) || !opened.subarray(32, 64).equals(identity))
    throw refusal(400, "wrong_code", "the client pairs with another phone");
  return opened.subarray(64);
}
