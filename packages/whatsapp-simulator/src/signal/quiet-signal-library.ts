const CHATTER =
  /^(Closing session|Opening session|Removing old closed session|Session already|Closing open session|Decrypted message with closed|Failed to decrypt message with any|Session error|Migrating session)/;

/** Silences what libsignal prints to the console at every new session: whole records with their private keys. */
export function quietSignalLibrary(): void {
  for (const level of ["info", "warn", "error"] as const) {
    // biome-ignore lint/suspicious/noConsole: replacing it is what this function is for
    const print = console[level].bind(console);
    console[level] = (...words: unknown[]) => {
      if (typeof words[0] === "string" && CHATTER.test(words[0])) return;
      print(...words);
    };
  }
}
