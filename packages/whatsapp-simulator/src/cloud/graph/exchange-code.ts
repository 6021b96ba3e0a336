import { randomBytes } from "node:crypto";
import type { Input } from "../../admin/read-input.ts";
import type { Cloud } from "../cloud.ts";
import { GraphError } from "../graph-error.ts";

/** The permissions a business grants at its embedded sign-up. */
export const SCOPES = ["whatsapp_business_management", "whatsapp_business_messaging"];

/** Turns the code of an embedded sign-up, or an app's secret, into a token. */
export function exchangeCode(cloud: Cloud, input: Input): object {
  const app = cloud.apps.find(String(input.client_id ?? ""));
  if (!app || app.secret !== input.client_secret)
    throw new GraphError(1, undefined, { message: "Error validating client secret." });
  if (input.grant_type === "client_credentials")
    return { access_token: `${app.id}|${app.secret}`, token_type: "bearer" };
  const code = String(input.code ?? "");
  const granted = cloud.tokens.find(`code:${code}`);
  if (code === "" || granted?.appId !== app.id)
    throw new GraphError(100, undefined, { subcode: 36007, message: "Invalid verification code format." });
  cloud.tokens.remove(`code:${code}`);
  const token = `EAA${randomBytes(60).toString("base64url")}`;
  cloud.tokens.put(token, app.id, { ...granted, token });
  return { access_token: token, token_type: "bearer" };
}
