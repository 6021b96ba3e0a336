import { WahaAnswer, type WahaCall } from "../http/waha-call.ts";
import { WahaError } from "../http/waha-error.ts";
import { bytesIn } from "./wa-message.ts";

/** The file of a message, as long as the server keeps it. */
export function readFile({ waha, path }: WahaCall): WahaAnswer {
  const session = waha.sessions.find(path.session ?? "");
  const held = waha.network.book.get(Number.parseInt(path.file ?? "", 10) || 0);
  const { filesLifetime } = waha.settings;
  const isGone = held && filesLifetime > 0 && held.at + filesLifetime < waha.network.clock.now();
  const bytes = held && session?.phone === held.owner && !isGone ? bytesIn(waha, held) : undefined;
  if (!held || !bytes)
    throw new WahaError(404, { error: { code: 404, key: "FILE_NOT_FOUND", message: "The file is not there." } });
  return new WahaAnswer(200, held.details?.media?.mimetype ?? "application/octet-stream", bytes);
}
