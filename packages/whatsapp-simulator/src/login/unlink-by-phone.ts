import type { Network } from "../network/network.ts";
import { node } from "../wire/nodes.ts";
import { tellDevicesChanged } from "./tell-devices-changed.ts";

/** The owner removes one linked client on the phone, or all of them; returns how many. */
export function unlinkByPhone(network: Network, phone: string, device: number | undefined): number {
  const companions = network.accounts.companions(phone).filter((one) => device === undefined || one.device === device);
  for (const companion of companions) {
    const socket = network.connections.of(phone, companion.device);
    network.accounts.unlink(phone, companion.device);
    network.events.note("logged_out", { phone, device: companion.device, by: "phone" });
    socket?.closeWith(node("stream:error", { code: 401 }, [node("conflict", { type: "device_removed" })]));
  }
  if (companions.length > 0) tellDevicesChanged(network, phone);
  return companions.length;
}
