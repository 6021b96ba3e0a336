import type { IncomingMessage } from "node:http";
import type { Cloud } from "../cloud.ts";
import type { CloudToken } from "../cloud-objects.ts";
import { GraphError } from "../graph-error.ts";

/** The token of a request; refuses requests without one that holds. */
export function authorize(cloud: Cloud, request: IncomingMessage, url: URL): CloudToken {
  const [, bearer] = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers.authorization ?? "") ?? [];
  const written = bearer ?? url.searchParams.get("access_token");
  if (!written)
    throw new GraphError(190, "An access token is required to request this resource.", {
      message: "An access token is required to request this resource.",
    });
  const token = cloud.tokens.find(written) ?? appToken(cloud, written);
  if (!token)
    throw new GraphError(190, undefined, { message: "Invalid OAuth access token - Cannot parse access token" });
  if (token.expiresAt !== null && token.expiresAt <= cloud.network.clock.now())
    throw new GraphError(190, undefined, {
      subcode: 463,
      message: `Error validating access token: Session has expired on ${new Date(token.expiresAt).toUTCString()}.`,
    });
  return token;
}

/** An app itself may call with its id and its secret. */
function appToken(cloud: Cloud, written: string): CloudToken | undefined {
  const [id = "", secret] = written.split("|");
  const app = cloud.apps.find(id);
  if (!app || app.secret !== secret) return undefined;
  return { token: written, appId: id, expiresAt: null, scopes: [], wabaIds: [] };
}

/** True when a token reaches a business account. */
export function reaches(token: CloudToken, wabaId: string): boolean {
  return token.wabaIds === null || token.wabaIds.includes(wabaId);
}

/** Refuses a token that lacks a permission. */
export function needScope(token: CloudToken, scope: string): void {
  if (token.scopes.includes(scope)) return;
  throw new GraphError(200, `The token lacks the permission ${scope}.`);
}
