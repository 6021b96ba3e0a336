import { type Input, optionalBoolean, optionalText } from "../../admin/read-input.ts";
import { mayReach } from "../../hosted/may-reach.ts";
import { refusal } from "../../network/refusal.ts";
import type { Cloud } from "../cloud.ts";
import type { CloudApp } from "../cloud-objects.ts";
import { GraphError } from "../graph-error.ts";
import { verifyCallback } from "../webhooks/verify-callback.ts";

type Callback = Pick<CloudApp, "callbackUrl" | "verifyToken">;

/** Where the webhooks of an app shall go, asked for its challenge unless `verify` is false; undefined when not said. */
export function readCallback(cloud: Cloud, body: Input): ((app: CloudApp) => Promise<Callback>) | undefined {
  const callbackUrl = optionalText(body, "webhookUrl", 2_000);
  if (callbackUrl === undefined) return undefined;
  if (!mayReach(callbackUrl, cloud.settings.allowedHosts))
    throw refusal(400, "host_not_allowed", "webhooks go to this machine, or to a host in allowedHosts");
  return async (app) => {
    const verifyToken = optionalText(body, "verifyToken", 200) ?? app.verifyToken;
    if (optionalBoolean(body, "verify") ?? true)
      try {
        await verifyCallback(cloud, callbackUrl, verifyToken);
      } catch (error) {
        if (error instanceof GraphError) throw refusal(400, "callback_not_verified", error.message);
        throw error;
      }
    return { callbackUrl, verifyToken };
  };
}
