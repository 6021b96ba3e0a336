const stop = new Set(
  [
    "stop",
    "stopp",
    "stop all",
    "stopall",
    "unsubscribe",
    "unsub",
    "opt out",
    "optout",
    "cancel",
    "end",
    "quit",
    "remove me",
    "berhenti",
    "berhenti langganan",
    "berhenti berlangganan",
    "stop langganan",
    "batal langganan",
    "batal berlangganan",
    "jangan kirim lagi",
    "jangan wa lagi",
    "hapus nomor saya",
    "unreg",
  ].map(tidy),
);
const start = new Set(
  ["start", "unstop", "subscribe", "opt in", "optin", "mulai", "langganan", "berlangganan", "daftar"].map(tidy),
);

/**
 * What a message asks for when all of it is such a word: case, punctuation, emoji and doubled spaces do not count.
 * "Please don't stop" asks for nothing.
 */
export function readWish(text: string): "stop" | "start" | undefined {
  if (text.length > 60) return undefined;
  const words = tidy(text);
  if (stop.has(words)) return "stop";
  return start.has(words) ? "start" : undefined;
}

function tidy(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^(?:(?:tolong|mohon|please|pls) )/, "")
    .replace(/ (?:please|pls|ya|dong|kak|min|gan|pak|bu|kk|sis)$/, "");
}
