export { accessSession, findSession, type SessionRow } from "./access-session.ts";
export { type Drivers, Gateway } from "./gateway.ts";
export { listSessionSummaries } from "./list-sessions.ts";
export type { ClaimedMessage, Lane, MessagePort, SessionRef } from "./message-port.ts";
export { newMessageId } from "./new-message-id.ts";
export { warmthOf } from "./pacing.ts";
export { type PacingProfile, type PacingProfileName, pacingProfile, pacingProfileNames } from "./pacing-profile.ts";
export { readQr } from "./read-qr.ts";
export { notifySessionsThrough, wakeSession } from "./wake-session.ts";
