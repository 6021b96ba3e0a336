import type { GraphCall } from "../graph/graph-call.ts";
import { invalidParameter } from "../graph-error.ts";

/** Tells what a token may do. */
export function debugToken({ cloud, token, input }: GraphCall): object {
  const asked = cloud.tokens.find(String(input.input_token ?? token.token));
  if (!asked) throw invalidParameter("The input_token cannot be read.");
  const isValid = asked.expiresAt === null || asked.expiresAt > cloud.network.clock.now();
  return {
    data: {
      app_id: asked.appId,
      type: "SYSTEM_USER",
      application: cloud.apps.find(asked.appId)?.name ?? "",
      is_valid: isValid,
      expires_at: asked.expiresAt === null ? 0 : Math.floor(asked.expiresAt / 1000),
      scopes: asked.scopes,
      granular_scopes: asked.scopes.map((scope) => ({
        scope,
        ...(asked.wabaIds === null ? {} : { target_ids: asked.wabaIds }),
      })),
    },
  };
}
