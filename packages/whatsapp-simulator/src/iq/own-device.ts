import { tellDevicesChanged } from "../login/tell-devices-changed.ts";
import { welcomeCompanion } from "../login/welcome-companion.ts";
import { node, SERVER } from "../wire/nodes.ts";
import { type Answer, type Question, replyTo } from "./question.ts";

/** The client is ready: what waited for it is written, then the count of it. */
export async function goActive({ network, connection, companion, iq, ask }: Question): Promise<Answer | undefined> {
  if (ask?.tag === "passive") {
    connection.receiving = false;
    return [];
  }
  if (ask?.tag !== "active") return undefined;
  connection.send(replyTo(iq, []));
  const count = await network.mailbox.deliverWaiting(connection, companion);
  connection.send(node("ib", { from: SERVER }, [node("offline", { count })]));
  await welcomeCompanion(network, companion);
  network.events.note("online", { phone: companion.phone, device: companion.device, waiting: count });
  return "answered";
}

/** A client logs itself, or another one of its account, out. */
export function removeCompanion({ network, connection, companion, iq, ask }: Question): Answer | undefined {
  if (ask?.tag !== "remove-companion-device") return undefined;
  const target = network.directory.resolve(ask.attrs.jid);
  if (!target || target.user.phone !== companion.phone || target.device === 0)
    return { error: 400, text: "bad-request" };
  connection.send(replyTo(iq, []));
  const other = network.connections.of(companion.phone, target.device);
  network.accounts.unlink(companion.phone, target.device);
  tellDevicesChanged(network, companion.phone);
  network.events.note("logged_out", { phone: companion.phone, device: target.device, by: "client" });
  other?.closeWith(node("stream:error", { code: 401 }, [node("conflict", { type: "device_removed" })]));
  return "answered";
}
