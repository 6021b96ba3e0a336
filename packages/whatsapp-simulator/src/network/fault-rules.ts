/** What can go wrong by a rule. */
export const FAULTS = [
  "dropAck",
  "dropReceipt",
  "dropClientReceipt",
  "duplicate",
  "delay",
  "reorder",
  "corruptMessage",
  "corruptFrame",
  "corruptMedia",
  "rateOverlimit",
  "refuseMessage",
  "slow",
  "halfOpen",
  "streamError",
  "conflict",
  "dropConnection",
] as const;
export type FaultName = (typeof FAULTS)[number];

/** When something goes wrong, for whom and how. */
export interface FaultRule {
  fault: FaultName;
  /** 1 when it is left out. */
  chance?: number | undefined;
  /** For this account only. */
  phone?: string | undefined;
  /** Simulated time in epoch milliseconds. */
  from?: number | undefined;
  until?: number | undefined;
  /** At most so many times. */
  times?: number | undefined;
  /** For what happens to connections: once in so many real milliseconds. */
  every?: number | undefined;
  /** A delay in milliseconds, bytes a second, an error or close code: what the fault needs. */
  value?: number | undefined;
}
