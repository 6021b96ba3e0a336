import type { Input } from "../../admin/read-input.ts";
import type { UploadedFile } from "../../hosted/read-request.ts";
import type { Cloud } from "../cloud.ts";
import type { CloudToken } from "../cloud-objects.ts";

/** A call on the Graph API. */
export interface GraphCall {
  cloud: Cloud;
  token: CloudToken;
  method: string;
  /** The path behind the id of the object and its edge. */
  rest: string[];
  query: URLSearchParams;
  /** The body; parameters of the address fill what it leaves out. */
  input: Input;
  file: UploadedFile | undefined;
  raw: Buffer;
  headers: NodeJS.Dict<string | string[]>;
  /** Where the caller reached us, for addresses in answers. */
  origin: string;
}

/** `METHOD edge` to what it does with an object; an empty edge is the object itself. */
export type Edges<Kept> = Record<string, (call: GraphCall, kept: Kept) => unknown>;

/** Bytes as an answer. */
export class FileAnswer {
  readonly type: string;
  readonly bytes: Buffer;

  constructor(type: string, bytes: Buffer) {
    this.type = type;
    this.bytes = bytes;
  }
}
