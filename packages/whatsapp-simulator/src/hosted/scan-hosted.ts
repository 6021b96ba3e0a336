import type { Network } from "../network/network.ts";
import { findWaiting, linkSession } from "../waha/sessions/run-session.ts";
import { wahaOf } from "../waha/waha.ts";

/** True when a session without a socket shows this QR. */
export function isHostedQr(network: Network, qr: string): boolean {
  return findWaiting(wahaOf(network), { qr }) !== undefined;
}

/** A virtual phone scans the QR of a session without a socket; undefined when none shows it. */
export function scanHosted(network: Network, phone: string, qr: string): { device: number } | undefined {
  const waha = wahaOf(network);
  const session = findWaiting(waha, { qr });
  if (!session) return undefined;
  linkSession(waha, session.name, phone);
  // Such a session is no device with keys of its own: it stands for the phone.
  return { device: 0 };
}
