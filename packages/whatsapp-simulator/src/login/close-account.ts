import type { Network } from "../network/network.ts";
import type { Connection } from "../wire/connection.ts";
import { type Node, node } from "../wire/nodes.ts";
import { unlinkByPhone } from "./unlink-by-phone.ts";

/** Closes the sockets of an account the way the service does for a code; `stay` refuses its logins with it from now on. */
export function closeAccount(network: Network, phone: string, code: number, stay: boolean): number {
  const sockets = network.connections.ofAccount(phone);
  network.events.note("kicked", { phone, code, stay });
  if (stay) network.accounts.save({ ...network.accounts.get(phone), refuseCode: code });
  if (code === 401 && !stay) return unlinkByPhone(network, phone, undefined);
  for (const socket of sockets) socket.closeWith(lastStanza(code));
  return sockets.length;
}

/** Closes one socket the way the service does for a code. */
export function closeSocket(socket: Connection, code: number): void {
  socket.closeWith(lastStanza(code));
}

function lastStanza(code: number): Node {
  switch (code) {
    case 440:
      return node("stream:error", {}, [node("conflict", { type: "replaced" })]);
    case 428:
      return node("xmlstreamend");
    case 401:
      return node("stream:error", { code }, [node("conflict", { type: "device_removed" })]);
    case 402:
    case 403:
    case 405:
      return node("failure", { reason: code, location: "sim" });
    default:
      return node("stream:error", { code });
  }
}
