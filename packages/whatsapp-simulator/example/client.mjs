// A Baileys program that knows nothing of the simulator but its address. It pairs, writes to a friend and to a group
// of its own, sends a picture, and answers every text with the same words.
//
//   node src/main.ts --port 4600 --ca /tmp/simulator-ca.pem
//   NODE_EXTRA_CA_CERTS=/tmp/simulator-ca.pem node example/client.mjs ws://127.0.0.1:4600/ws/chat 628130000001

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeWASocket, useMultiFileAuthState } from "baileys";

const [url, friend] = process.argv.slice(2);
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const { state, saveCreds } = await useMultiFileAuthState(mkdtempSync(join(tmpdir(), "example-")));
const quiet = { level: "silent", child: () => quiet, trace() {}, debug() {}, info() {}, warn() {}, error() {} };

function connect() {
  const socket = makeWASocket({ auth: state, waWebSocketUrl: url, logger: quiet });
  socket.ev.on("creds.update", saveCreds);
  socket.ev.on("connection.update", async ({ qr, connection, lastDisconnect }) => {
    if (qr) process.stdout.write(`qr ${qr}\n`);
    if (connection === "open") await begin(socket);
    if (connection === "close" && lastDisconnect?.error?.output?.statusCode === 515) connect();
  });
  socket.ev.on("messages.upsert", async ({ messages }) => {
    for (const message of messages) {
      const text = message.message?.conversation ?? message.message?.extendedTextMessage?.text;
      if (message.key.fromMe || !text || message.key.remoteJid.endsWith("@g.us")) continue;
      process.stdout.write(`received ${text}\n`);
      await socket.sendMessage(message.key.remoteJid, { text: `you said ${text}` });
    }
  });
}

async function begin(socket) {
  const jid = `${friend}@s.whatsapp.net`;
  await socket.sendMessage(jid, { text: "hello from a stranger's program" });
  await socket.sendMessage(jid, { image: picture, caption: "a picture" });
  const group = await socket.groupCreate("Two of us", [jid]);
  await socket.sendMessage(group.id, { text: "hello group" });
  process.stdout.write("begun\n");
}

connect();
