import { createHash } from "node:crypto";
import { bytes } from "../../store/row.ts";
import type { Cloud } from "../cloud.ts";
import type { CloudMedia } from "../cloud-objects.ts";
import { newGraphId } from "../shelf.ts";

const DAY = 24 * 3_600_000;
const TABLE = "create table if not exists cloud_files (id text primary key, bytes blob not null) without rowid";

interface NewFile {
  wabaId: string;
  type: string;
  name: string | null;
  bytes: Buffer;
  /** Uploaded files stay thirty days, those of incoming messages seven. */
  days: 7 | 30;
}

/** Keeps a file under a new id. */
export function keepMedia(cloud: Cloud, file: NewFile): CloudMedia {
  const { store, clock } = cloud.network;
  const media: CloudMedia = {
    id: newGraphId(),
    wabaId: file.wabaId,
    type: file.type,
    name: file.name,
    sha256: createHash("sha256").update(file.bytes).digest("hex"),
    size: file.bytes.length,
    expiresAt: clock.now() + file.days * DAY,
  };
  store.run(TABLE);
  store.run("insert into cloud_files values (?, ?)", media.id, file.bytes);
  return cloud.media.put(media.id, media.wabaId, media);
}

/** A file that is there and has not expired. */
export function findMedia(cloud: Cloud, id: string): CloudMedia | undefined {
  const media = cloud.media.find(id);
  if (!media || media.expiresAt > cloud.network.clock.now()) return media;
  removeMedia(cloud, id);
  return undefined;
}

/** The bytes of a file. */
export function bytesOfMedia(cloud: Cloud, id: string): Buffer {
  const row = cloud.network.store.one("select bytes from cloud_files where id = ?", id);
  return row ? bytes(row, "bytes") : Buffer.alloc(0);
}

/** Takes a file away. */
export function removeMedia(cloud: Cloud, id: string): void {
  cloud.media.remove(id);
  cloud.network.store.run("delete from cloud_files where id = ?", id);
}
