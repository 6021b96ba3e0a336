/** A part of the product that runs in a process until it is stopped. */
export interface RunningRole {
  stop(): Promise<void>;
}
