import { hashToken, newToken } from "../../kernel/crypto.ts";

/** What every key starts with, so that it is told from an access token, and found by secret scanners. */
export const apiKeyPrefix = "blk_";

/** Makes a key; only its hash and its first letters are kept. */
export function makeApiKey(): { key: string; hash: string; prefix: string } {
  const key = `${apiKeyPrefix}${newToken()}`;
  return { key, hash: hashToken(key), prefix: key.slice(0, apiKeyPrefix.length + 4) };
}
