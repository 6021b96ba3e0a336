import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { bitString, der, objectId, sequence, utcTime } from "./der.ts";

/** What an https server needs, and what its clients must trust; all in PEM. */
export interface TlsIdentity {
  authority: string;
  certificate: string;
  key: string;
}

const ECDSA_WITH_SHA256 = sequence(objectId("1.2.840.10045.4.3.2"));
const YEARS_MS = 10 * 365 * 86_400_000;
const CRITICAL = der(0x01, Buffer.from([0xff]));

/**
 * Makes a certificate authority of one's own and a certificate of it for this machine. Written by hand, because Node
 * reads X.509 but does not write it, and a program for it is not on every machine.
 */
export function makeTlsIdentity(): TlsIdentity {
  const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const authorityName = nameOf("WhatsApp simulator authority");
  const authorityId = keyId(authority.publicKey);
  const authorityCertificate = certify(authority.privateKey, authorityName, authorityName, authority.publicKey, [
    extension("2.5.29.19", sequence(der(0x01, Buffer.from([0xff]))), CRITICAL),
    extension("2.5.29.15", der(0x03, Buffer.from([1, 0x06])), CRITICAL),
    extension("2.5.29.14", der(0x04, authorityId)),
  ]);
  const names = sequence(
    der(0x82, Buffer.from("localhost")),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, Buffer.from([...Array<number>(15).fill(0), 1])),
  );
  const certificate = certify(authority.privateKey, authorityName, nameOf("localhost"), server.publicKey, [
    extension("2.5.29.19", sequence(), CRITICAL),
    extension("2.5.29.15", der(0x03, Buffer.from([7, 0x80])), CRITICAL),
    extension("2.5.29.37", sequence(objectId("1.3.6.1.5.5.7.3.1"))),
    extension("2.5.29.17", names),
    extension("2.5.29.14", der(0x04, keyId(server.publicKey))),
    extension("2.5.29.35", sequence(der(0x80, authorityId))),
  ]);
  return {
    authority: pem(authorityCertificate),
    certificate: pem(certificate),
    key: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function certify(
  signer: KeyObject,
  issuer: Buffer,
  subject: Buffer,
  publicKey: KeyObject,
  extensions: Buffer[],
): Buffer {
  const now = Date.now();
  const serial = randomBytes(16);
  // A serial number is positive and has no needless zero in front.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ECDSA_WITH_SHA256,
    issuer,
    sequence(utcTime(new Date(now - 86_400_000)), utcTime(new Date(now + YEARS_MS))),
    subject,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  return sequence(body, ECDSA_WITH_SHA256, bitString(sign("sha256", body, signer)));
}

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(objectId("2.5.4.3"), der(0x0c, Buffer.from(commonName)))));
}

function extension(id: string, value: Buffer, critical?: Buffer): Buffer {
  return sequence(objectId(id), ...(critical ? [critical] : []), der(0x04, value));
}

function keyId(publicKey: KeyObject): Buffer {
  const { x = "", y = "" } = createPublicKey(publicKey.export({ type: "spki", format: "pem" })).export({
    format: "jwk",
  });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  return createHash("sha1").update(point).digest();
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
