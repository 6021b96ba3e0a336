import { Curve, proto } from "baileys";
import { sign } from "./sign.ts";

export interface KeyPair {
  public: Buffer;
  private: Buffer;
}

/** The keys by which this server proves who it is. */
export interface ServerIdentity {
  /** What a client must trust: give it to `WA_CERT_DETAILS.PUBLIC_KEY`. */
  root: KeyPair;
  intermediate: KeyPair;
  noise: KeyPair;
}

/** Makes a key pair of plain buffers. */
export function generateKeyPair(): KeyPair {
  const pair = Curve.generateKeyPair();
  return { public: Buffer.from(pair.public), private: Buffer.from(pair.private) };
}

/** A new server identity; kept on disk so that clients trust the server again after a restart. */
export function generateServerIdentity(): ServerIdentity {
  return { root: generateKeyPair(), intermediate: generateKeyPair(), noise: generateKeyPair() };
}

/** The properly signed chain root, intermediate, leaf that goes into the handshake. */
export function signCertificateChain(identity: ServerIdentity): Uint8Array {
  const day = 86_400;
  const notBefore = Math.floor(Date.now() / 1000) - day;
  const notAfter = notBefore + 3650 * day;
  // issuerSerial 0 must be written out: a client compares it with ===, and an absent field decodes as null.
  const intermediate = proto.CertChain.NoiseCertificate.Details.encode({
    serial: 1,
    issuerSerial: 0,
    key: identity.intermediate.public,
    notBefore,
    notAfter,
  }).finish();
  const leaf = proto.CertChain.NoiseCertificate.Details.encode({
    serial: 2,
    issuerSerial: 1,
    key: identity.noise.public,
    notBefore,
    notAfter,
  }).finish();
  return proto.CertChain.encode({
    intermediate: { details: intermediate, signature: sign(identity.root.private, intermediate) },
    leaf: { details: leaf, signature: sign(identity.intermediate.private, leaf) },
  }).finish();
}
