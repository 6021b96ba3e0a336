import { createHash, hkdfSync } from "node:crypto";
import { aesDecryptGCM, aesEncryptGCM, Curve, proto } from "baileys";
import { generateKeyPair, type KeyPair } from "./certificates.ts";

const PROTOCOL = Buffer.from("Noise_XX_25519_AESGCM_SHA256\0\0\0\0");
const HEADER = Buffer.from([0x57, 0x41, 6, 3]);
const NOTHING = Buffer.alloc(0);

/** What a client says about itself once the handshake is over. */
export interface ClientGreeting {
  payload: proto.ClientPayload;
  noiseKey: Buffer;
}

/** The server's side of Noise_XX_25519_AESGCM_SHA256, then of the encrypted transport. */
export class NoiseResponder {
  private readonly staticKey: KeyPair;
  private readonly certificateChain: Uint8Array;
  private readonly ephemeral = generateKeyPair();
  private hash: Buffer = PROTOCOL;
  private salt: Buffer = PROTOCOL;
  private key: Buffer = PROTOCOL;
  private counter = 0;
  private reading: { key: Buffer; counter: number } | undefined;
  private writing: { key: Buffer; counter: number } | undefined;

  constructor(staticKey: KeyPair, certificateChain: Uint8Array) {
    this.staticKey = staticKey;
    this.certificateChain = certificateChain;
    this.authenticate(HEADER);
  }

  /** Answers ClientHello with ServerHello; throws when the hello is not one. */
  greet(frame: Buffer): Uint8Array {
    const { clientHello } = proto.HandshakeMessage.decode(frame);
    const theirs = clientHello?.ephemeral;
    if (theirs?.length !== 32) throw new Error("handshake without a client key of 32 bytes");
    const theirEphemeral = Buffer.from(theirs);
    this.authenticate(theirEphemeral);
    this.authenticate(this.ephemeral.public);
    this.mix(Curve.sharedKey(this.ephemeral.private, theirEphemeral));
    const encryptedStatic = this.seal(this.staticKey.public);
    this.mix(Curve.sharedKey(this.staticKey.private, theirEphemeral));
    const payload = this.seal(this.certificateChain);
    return proto.HandshakeMessage.encode({
      serverHello: { ephemeral: this.ephemeral.public, static: encryptedStatic, payload },
    }).finish();
  }

  /** Reads ClientFinish and switches to the transport keys; throws when anything does not fit. */
  finish(frame: Buffer): ClientGreeting {
    const { clientFinish } = proto.HandshakeMessage.decode(frame);
    if (!clientFinish?.static || !clientFinish.payload) throw new Error("handshake without a finish");
    const noiseKey = this.open(Buffer.from(clientFinish.static));
    this.mix(Curve.sharedKey(this.ephemeral.private, noiseKey));
    const payload = proto.ClientPayload.decode(this.open(Buffer.from(clientFinish.payload)));
    const [fromClient, toClient] = this.derive(NOTHING);
    this.reading = { key: fromClient, counter: 0 };
    this.writing = { key: toClient, counter: 0 };
    return { payload, noiseKey };
  }

  /** Encrypts one frame for the client. */
  encrypt(plaintext: Uint8Array): Buffer {
    if (!this.writing) throw new Error("the handshake is not over");
    return aesEncryptGCM(plaintext, this.writing.key, nonce(this.writing.counter++), NOTHING);
  }

  /** Decrypts one frame of the client; throws when it was tampered with. */
  decrypt(ciphertext: Uint8Array): Buffer {
    if (!this.reading) throw new Error("the handshake is not over");
    return aesDecryptGCM(ciphertext, this.reading.key, nonce(this.reading.counter++), NOTHING);
  }

  private authenticate(data: Uint8Array): void {
    this.hash = createHash("sha256").update(this.hash).update(data).digest();
  }

  private seal(plaintext: Uint8Array): Buffer {
    const sealed = aesEncryptGCM(plaintext, this.key, nonce(this.counter++), this.hash);
    this.authenticate(sealed);
    return sealed;
  }

  private open(ciphertext: Buffer): Buffer {
    const plaintext = aesDecryptGCM(ciphertext, this.key, nonce(this.counter++), this.hash);
    this.authenticate(ciphertext);
    return plaintext;
  }

  private mix(secret: Uint8Array): void {
    [this.salt, this.key] = this.derive(secret);
    this.counter = 0;
  }

  private derive(secret: Uint8Array): [Buffer, Buffer] {
    const bytes = Buffer.from(hkdfSync("sha256", secret, this.salt, NOTHING, 64));
    return [bytes.subarray(0, 32), bytes.subarray(32)];
  }
}

function nonce(counter: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 8);
  return bytes;
}
