import type { ILogger } from "baileys/lib/Utils/logger.js";

/** Baileys logs stanzas, keys and message texts at every level: nothing of it may reach a log. */
export const quietLogger: ILogger = {
  level: "silent",
  child: () => quietLogger,
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
};
