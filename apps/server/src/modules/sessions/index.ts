export type { ClaimedMessage, Lane, MessagePort, SessionRef } from "./message-port.ts";
export { type PacingProfile, type PacingProfileName, pacingProfile, pacingProfileNames } from "./pacing-profile.ts";
