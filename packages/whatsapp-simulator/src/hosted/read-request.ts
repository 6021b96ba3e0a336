import type { IncomingMessage } from "node:http";
import { type Input, isInput } from "../admin/read-input.ts";

/** A request whose body nobody can use: too large, or not what it says it is. */
export class UnreadableBody extends Error {}

/** A file in a form, or a body that is the file itself. */
export interface UploadedFile {
  name: string;
  type: string;
  bytes: Buffer;
}

/** What a request carries, in whichever of the usual writings. */
export interface RequestContent {
  input: Input;
  file: UploadedFile | undefined;
  raw: Buffer;
}

/** Reads a request with a body in JSON, as a form or as bytes; throws `UnreadableBody` for anything broken. */
export async function readRequest(request: IncomingMessage, largest: number): Promise<RequestContent> {
  const raw = await readBytes(request, largest);
  const type = request.headers["content-type"] ?? "";
  if (raw.length === 0) return { input: {}, file: undefined, raw };
  if (/^multipart\/form-data/i.test(type)) return { ...(await readForm(raw, type)), raw };
  if (/^application\/x-www-form-urlencoded/i.test(type))
    return { input: Object.fromEntries(new URLSearchParams(raw.toString("utf8"))), file: undefined, raw };
  if (/^(application\/octet-stream|image\/|video\/|audio\/)/i.test(type))
    return { input: {}, file: { name: "file", type, bytes: raw }, raw };
  return { input: readJson(raw), file: undefined, raw };
}

async function readBytes(request: IncomingMessage, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > largest) throw new UnreadableBody(`a body may have ${largest} bytes`);
      chunks.push(bytes);
    }
  } catch (error) {
    if (error instanceof UnreadableBody) throw error;
    throw new UnreadableBody("the body ended early");
  }
  return Buffer.concat(chunks);
}

function readJson(raw: Buffer): Input {
  let value: unknown;
  try {
    value = JSON.parse(raw.toString("utf8"));
  } catch {
    throw new UnreadableBody("the body is not JSON");
  }
  if (!isInput(value)) throw new UnreadableBody("the body must be a JSON object");
  return value;
}

async function readForm(raw: Buffer, type: string): Promise<{ input: Input; file: UploadedFile | undefined }> {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(raw), { headers: { "content-type": type } }).formData();
  } catch {
    throw new UnreadableBody("the form is broken");
  }
  const input: Input = {};
  let file: UploadedFile | undefined;
  for (const [name, value] of form) {
    if (typeof value === "string") input[name] = value;
    else file ??= { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) };
  }
  return { input, file };
}
