import { randomBytes } from "node:crypto";
import type { CloudApp } from "../cloud-objects.ts";
import type { GraphCall } from "../graph/graph-call.ts";
import { invalidParameter, unknownObject } from "../graph-error.ts";
import { numberAt, textAt } from "../send/parameters.ts";

/** Begins to take a file that becomes the sample of a template. */
export function createUpload({ cloud, input }: GraphCall, app: CloudApp): object {
  const length = numberAt(input, "file_length", 1, 100_000_000);
  const type = textAt(input, "file_type", 100);
  const id = `upload:${randomBytes(24).toString("base64url")}`;
  cloud.uploads.put(id, app.id, { id, appId: app.id, type, length });
  return { id };
}

/** Takes the bytes of such a file; the handle stands for it. */
export function continueUpload({ cloud, token, method, raw }: GraphCall, id: string): object {
  const session = cloud.uploads.find(id);
  if (session?.appId !== token.appId) throw unknownObject(id, method);
  if (method === "GET") return { id, file_offset: 0 };
  if (raw.length !== session.length)
    throw invalidParameter(`The file has ${raw.length} bytes, ${session.length} were announced.`);
  cloud.uploads.remove(id);
  const handle = `4::${Buffer.from(session.type).toString("base64url")}:${randomBytes(32).toString("base64url")}`;
  cloud.uploads.put(handle, "handle", session);
  return { h: handle };
}
