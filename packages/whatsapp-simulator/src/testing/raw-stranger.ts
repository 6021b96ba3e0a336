import { proto } from "baileys";
import { WebSocket } from "ws";
import { generateKeyPair } from "../wire/certificates.ts";
import { frameOf } from "../wire/frame-reader.ts";
import type { Random } from "./random.ts";

const INTRO = Buffer.from([0x57, 0x41, 6, 3]);
const FRAMES = 8;

/** Connects without logging in and sends bent handshakes and garbage; resolves to how many frames when it is cut off. */
export function sendAsStranger(url: string, random: Random): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    let sent = 0;
    const giveUp = setTimeout(() => socket.terminate(), 2_000);
    socket.on("open", () => {
      socket.send(Buffer.concat([random.chance(0.9) ? INTRO : random.bytes(random.below(12)), bentFrame(random)]));
      for (sent = 1; sent < FRAMES; sent++) socket.send(bentFrame(random));
      // The network cuts off whom it does not understand; who happened to be understood leaves.
      setTimeout(() => socket.close(), 20);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(giveUp);
      resolve(sent);
    });
  });
}

function bentFrame(random: Random): Buffer {
  const hello = Buffer.from(
    proto.HandshakeMessage.encode({ clientHello: { ephemeral: generateKeyPair().public } }).finish(),
  );
  const finish = Buffer.from(
    proto.HandshakeMessage.encode({
      clientFinish: { static: random.bytes(48), payload: random.bytes(random.below(200)) },
    }).finish(),
  );
  const body = random.pick([hello, finish, random.bytes(random.below(300))]);
  if (random.chance(0.5) && body.length > 0) body[random.below(body.length)] = random.below(256);
  const framed = frameOf(body);
  if (random.chance(0.1)) framed[random.below(3)] = random.below(256);
  return framed;
}
