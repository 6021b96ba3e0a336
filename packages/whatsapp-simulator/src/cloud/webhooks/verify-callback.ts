import { randomInt } from "node:crypto";
import { mayReach } from "../../hosted/may-reach.ts";
import type { Cloud } from "../cloud.ts";
import { GraphError } from "../graph-error.ts";

const VERIFICATION_FAILED = 2200;
const LONGEST_ANSWER = 10_000;

/** Asks a callback for the challenge; throws when it does not give it back. */
export async function verifyCallback(cloud: Cloud, callback: string, verifyToken: string): Promise<void> {
  if (!mayReach(callback, cloud.settings.allowedHosts)) throw refused("the host is not on this machine");
  const challenge = String(randomInt(10 ** 8, 10 ** 9));
  const url = new URL(callback);
  url.searchParams.set("hub.mode", "subscribe");
  url.searchParams.set("hub.challenge", challenge);
  url.searchParams.set("hub.verify_token", verifyToken);
  let status: number;
  let answer: string;
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(cloud.settings.webhookTimeout),
      redirect: "manual",
    });
    status = response.status;
    answer = (await response.text()).slice(0, LONGEST_ANSWER);
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
  if (status !== 200) throw refused(`HTTP Status Code = ${status}`);
  if (answer !== challenge) throw refused("the challenge did not come back");
}

function refused(reason: string): GraphError {
  const message = `(#${VERIFICATION_FAILED}) Callback verification failed with the following errors: ${reason}`;
  return new GraphError(VERIFICATION_FAILED, reason, { message });
}
