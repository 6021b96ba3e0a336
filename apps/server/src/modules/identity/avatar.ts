import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { invalid, notFound } from "../../kernel/errors.ts";
import { FileAnswer, type HttpTools, type PersonCtx, type PersonScope } from "../../kernel/route.ts";
import { readProfile } from "./profile.ts";
import type { PresentedProfile } from "./schema.ts";

const largestFile = 5 * 1024 * 1024;
const side = 256;
const formats = new Set(["jpeg", "png", "webp", "gif", "heif"]);

/**
 * Replaces one's own photo. What kind of picture it is is read from its bytes, never from its name, and only a newly
 * made picture is kept, so that nothing hidden in the file (place, scripts) is ever served.
 */
export async function changeAvatar(scope: PersonScope, http: HttpTools): Promise<PresentedProfile> {
  // A slow upload must hold no transaction.
  const picture = await makeSquare(await readFile(http));
  const id = randomUUID();
  const { storage, log } = scope.ports;
  await storage.write(keyOf(id), picture);
  return scope.inSystemTransaction("change a photo", async (ctx) => {
    const person: PersonCtx = { ...ctx, userId: scope.userId, signInId: scope.signInId };
    const before = await ctx.db
      .selectFrom("users")
      .select("avatar_id")
      .where("id", "=", scope.userId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await ctx.db.updateTable("users").set({ avatar_id: id }).where("id", "=", scope.userId).execute();
    const old = before.avatar_id;
    if (old) {
      ctx.afterCommit(() => {
        storage.remove(keyOf(old)).catch((error: unknown) => log.warn({ err: error }, "an old photo was not removed"));
      });
    }
    return readProfile(person);
  });
}

/** Reads a photo for anyone signed in who knows its id. */
export async function readAvatar(ctx: PersonCtx, id: string): Promise<FileAnswer> {
  const owner = await ctx.db.selectFrom("users").select("id").where("avatar_id", "=", id).executeTakeFirst();
  const content = owner && (await ctx.ports.storage.read(keyOf(id)));
  if (!content) throw notFound();
  return new FileAnswer({ mediaType: "image/webp", content });
}

async function readFile(http: HttpTools): Promise<Buffer> {
  for await (const { stream } of http.files()) {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream) {
      size += chunk.length;
      // Read on to the end without keeping it: a request left half read would hang instead of being refused.
      if (size <= largestFile) chunks.push(chunk);
    }
    if (size > largestFile) throw invalid("file_too_large", { largest: largestFile });
    if (size > 0) return Buffer.concat(chunks);
  }
  throw invalid("file_missing");
}

async function makeSquare(bytes: Buffer): Promise<Buffer> {
  try {
    const image = sharp(bytes, { limitInputPixels: 50_000_000, failOn: "error" });
    const { format } = await image.metadata();
    if (!formats.has(format)) throw invalid("file_type_refused");
    return await image.rotate().resize(side, side, { fit: "cover" }).webp({ quality: 82 }).toBuffer();
  } catch {
    throw invalid("file_type_refused", { accepted: [...formats] });
  }
}

function keyOf(id: string): string {
  return `avatars/${id}.webp`;
}
