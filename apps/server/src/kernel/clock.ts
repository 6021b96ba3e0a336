/** Business time. Tests and the sandbox plug a clock that can be moved. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
