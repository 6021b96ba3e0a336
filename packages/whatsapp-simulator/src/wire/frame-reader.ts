const EDGE_INTRO_BYTES = 7;

/** Cuts a byte stream into frames: an optional edge-routing intro, `WA` 6 3, then 3-byte lengths. */
export class FrameReader {
  private buffered: Buffer = Buffer.alloc(0);
  private introSeen = false;
  private readonly maximumFrame: number;

  constructor(maximumFrame: number) {
    this.maximumFrame = maximumFrame;
  }

  /** The whole frames that are complete after these bytes; throws when the stream is not WhatsApp's. */
  push(bytes: Buffer): Buffer[] {
    this.buffered = this.buffered.length === 0 ? bytes : Buffer.concat([this.buffered, bytes]);
    if (!this.introSeen && !this.readIntro()) return [];
    const frames: Buffer[] = [];
    while (this.buffered.length >= 3) {
      const length = this.buffered.readUIntBE(0, 3);
      if (length > this.maximumFrame) throw new Error(`frame of ${length} bytes, at most ${this.maximumFrame}`);
      if (this.buffered.length < length + 3) break;
      frames.push(this.buffered.subarray(3, length + 3));
      this.buffered = this.buffered.subarray(length + 3);
    }
    return frames;
  }

  private readIntro(): boolean {
    let start = 0;
    if (this.buffered.length >= 2 && this.buffered.toString("latin1", 0, 2) === "ED") {
      if (this.buffered.length < EDGE_INTRO_BYTES) return false;
      start = EDGE_INTRO_BYTES + this.buffered.readUIntBE(4, 3);
      if (start > 4096) throw new Error("edge routing intro too long");
    }
    if (this.buffered.length < start + 4) return false;
    const header = this.buffered.subarray(start, start + 4);
    if (header.toString("latin1", 0, 2) !== "WA") throw new Error("the stream does not begin with WA");
    this.buffered = this.buffered.subarray(start + 4);
    this.introSeen = true;
    return true;
  }
}

/** Puts the 3-byte length before a frame. */
export function frameOf(bytes: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(bytes.length + 3);
  framed.writeUIntBE(bytes.length, 0, 3);
  framed.set(bytes, 3);
  return framed;
}
