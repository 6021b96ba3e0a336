export { createBaileysDriver } from "./driver.ts";
export { silenceSignalLibrary } from "./silence-signal-library.ts";
