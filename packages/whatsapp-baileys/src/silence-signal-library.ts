const LIBRARY = /[\\/]node_modules[\\/](libsignal|baileys)[\\/]/;
const METHODS = ["log", "info", "warn", "error", "debug"] as const;

let isSilenced = false;

/**
 * Drops what libsignal and Baileys print to the console: libsignal prints whole session records, private keys
 * included, whenever a session closes. Everyone else's output passes. Must run before the first connection.
 */
export function silenceSignalLibrary(): void {
  if (isSilenced) return;
  isSilenced = true;
  for (const method of METHODS) {
    const { console } = globalThis;
    const print = console[method].bind(console);
    console[method] = (...parts: unknown[]) => {
      if (!isCalledByLibrary()) print(...parts);
    };
  }
}

/** The caller of the console is the third line of the stack; the library calls it directly. */
function isCalledByLibrary(): boolean {
  const caller = new Error().stack?.split("\n")[3] ?? "";
  return LIBRARY.test(caller);
}
