import type { Network } from "../network/network.ts";
import { stanzaSeconds } from "../network/network.ts";
import { jidOf } from "../people/user.ts";
import type { Connection } from "../wire/connection.ts";
import { node, SERVER } from "../wire/nodes.ts";
import type { ClientGreeting } from "../wire/noise-responder.ts";

/** After the handshake: a new client gets pairing codes, a linked one is logged in or refused. */
export function greetClient(network: Network, connection: Connection, greeting: ClientGreeting): void {
  if (greeting.payload.devicePairingData) offerPairing(network, connection, greeting);
  else logIn(network, connection, greeting);
}

function offerPairing(network: Network, connection: Connection, { payload, noiseKey }: ClientGreeting): void {
  const offer = network.offers.open(connection, payload.devicePairingData ?? {}, noiseKey, payload.pushName ?? "");
  connection.send(
    node("iq", { from: SERVER, type: "set", id: `offer-${Date.now()}`, xmlns: "md" }, [
      node(
        "pair-device",
        {},
        offer.refs.map((ref) => node("ref", {}, Buffer.from(ref))),
      ),
    ]),
  );
  network.events.note("qr.offered", { pushName: offer.pushName });
}

function logIn(network: Network, connection: Connection, { payload, noiseKey }: ClientGreeting): void {
  const phone = String(payload.username ?? "");
  const device = payload.device ?? 0;
  const companion = network.accounts.companion(phone, device);
  const user = network.directory.find(phone);
  const refusedWith = user && companion?.noiseKey.equals(noiseKey) ? refusalOf(network, phone) : 401;
  if (refusedWith === "no network") {
    connection.cut();
    return;
  }
  if (refusedWith !== undefined || !user || !companion) {
    network.events.note("login.refused", { phone, code: refusedWith });
    connection.closeWith(node("failure", { reason: refusedWith, location: "sim" }));
    return;
  }
  connection.companion = companion;
  network.connections
    .claim(phone, device, connection)
    ?.closeWith(node("stream:error", {}, [node("conflict", { type: "replaced" })]));
  const t = stanzaSeconds(network);
  connection.send(
    node("success", {
      t,
      lid: jidOf(user, "lid", device),
      creation: Math.floor(companion.pairedAt / 1000),
      props: 2,
      companion_enc_static: noiseKey.toString("base64"),
      location: "sim",
    }),
  );
  network.events.note("login", { phone, device });
}

/** Why a login that is in order is refused all the same. */
function refusalOf(network: Network, phone: string): number | "no network" | undefined {
  const account = network.accounts.get(phone);
  if (account.offline) return "no network";
  return network.settings.refuseLogins ?? account.refuseCode;
}
