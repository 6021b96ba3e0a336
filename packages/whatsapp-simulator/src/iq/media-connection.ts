import { node } from "../wire/nodes.ts";
import type { Answer, Question } from "./question.ts";

const LIFETIME_SECONDS = 3600;
const LARGEST_FILE = 128 * 1024 * 1024;

/** Where files are uploaded and downloaded, and the token for it. */
export function answerMediaConnection({ network, ask }: Question): Answer | undefined {
  if (ask?.tag !== "media_conn") return undefined;
  return [
    node(
      "media_conn",
      { auth: network.media.token, ttl: LIFETIME_SECONDS, auth_ttl: LIFETIME_SECONDS, max_buckets: 12 },
      [node("host", { hostname: network.media.host, maxContentLengthBytes: LARGEST_FILE })],
    ),
  ];
}
