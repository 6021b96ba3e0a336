/** Something that was asked of the network and cannot be: a status for HTTP, a stable code and a sentence. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Makes a refusal to throw. */
export function refusal(status: number, code: string, message: string): Refusal {
  return new Refusal(status, code, message);
}
