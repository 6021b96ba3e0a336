export { maySend, optedOutSource, type Purpose, type SendVerdict } from "./may-send.ts";
export { type Inbound, noteInbound, noteInboundMany } from "./note-inbound.ts";
export { readWish } from "./stop-words.ts";
