import { isHostedQr, scanHosted } from "../hosted/scan-hosted.ts";
import { enterCode } from "../login/enter-code.ts";
import { readQr, scanQr } from "../login/scan-qr.ts";
import { chanceOf } from "../network/chance.ts";
import type { Network } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { phoneDigits, type User } from "../people/user.ts";
import { text } from "../store/row.ts";
import type { Routes } from "./handle-admin.ts";
import { needPhone, needText, optionalText } from "./read-input.ts";
import { sendAs } from "./send-as.ts";

/** Virtual phones: make one, scan a QR code with it, type on it. */
export const phoneRoutes: Routes = {
  "GET /admin/phones": ({ network }) => ({
    phones: network.store
      .all("select phone from users where kind = 'phone' order by phone")
      .flatMap((row) => network.directory.find(text(row, "phone")) ?? [])
      .map((user) => showPhone(network, user)),
  }),
  "POST /admin/phones": ({ network, input }) => {
    const body = input();
    const phone = body.phone === undefined ? freshNumber(network) : needPhone(body.phone);
    return showPhone(
      network,
      network.directory.create({
        phone,
        kind: "phone",
        name: optionalText(body, "name") ?? `Phone ${phone.slice(-4)}`,
      }),
    );
  },
  "GET /admin/phones/:phone": ({ network, path }) => showPhone(network, needVirtualPhone(network, path.phone)),
  "POST /admin/phones/:phone/scan": ({ network, path, input }) => {
    const user = needVirtualPhone(network, path.phone);
    const qr = needText(input(), "qr", 4_000);
    return { phone: user.phone, ...(scanHosted(network, user.phone, qr) ?? scanQr(network, user, qr)) };
  },
  "POST /admin/phones/:phone/enter-code": async ({ network, path, input }) => {
    const user = needVirtualPhone(network, path.phone);
    return { phone: user.phone, ...(await enterCode(network, user, needText(input(), "code", 20))) };
  },
  "POST /admin/phones/:phone/type": ({ network, path, input }) => {
    return sendAs(network, needVirtualPhone(network, path.phone).phone, input());
  },
  "POST /admin/mock-phone/scan-qr": ({ network, body }) => {
    if (isHostedQr(network, body)) {
      const phone = freshNumber(network);
      return { phone, ...scanHosted(network, phone, body) };
    }
    const { offer } = readQr(network, body);
    const phone = offer.pushName === "" ? freshNumber(network) : numberOfName(offer.pushName);
    const user = network.directory.create({ phone, kind: "phone", name: offer.pushName || `Phone ${phone.slice(-4)}` });
    return { phone, ...scanQr(network, user, body) };
  },
};

/** A virtual phone and the clients linked to it. */
export function showPhone(network: Network, user: User): object {
  const account = network.accounts.get(user.phone);
  return {
    phone: user.phone,
    lid: user.lid,
    name: user.name,
    offline: account.offline,
    refuseCode: account.refuseCode ?? null,
    newChatLimit: account.newChatLimit ?? null,
    companions: network.accounts.companions(user.phone).map((companion) => ({
      device: companion.device,
      pairedAt: companion.pairedAt,
      connected: network.connections.of(user.phone, companion.device)?.isOpen ?? false,
      waiting: network.mailbox.waitingFor(user.phone, companion.device),
    })),
  };
}

/** The virtual phone of a number. */
export function needVirtualPhone(network: Network, input: string | undefined): User {
  const phone = phoneDigits(input ?? "");
  const user = phone === undefined ? undefined : network.directory.find(phone);
  if (user?.kind !== "phone") throw refusal(404, "no_such_phone", `there is no virtual phone ${input}`);
  return user;
}

function freshNumber(network: Network): string {
  for (;;) {
    const phone = `62811${Math.floor(1_000_000 + Math.random() * 9_000_000)}`;
    if (!network.directory.find(phone)) return phone;
  }
}

/** The same push name always gets the same number. */
function numberOfName(name: string): string {
  return `62812${Math.floor(10_000_000 + chanceOf("push name", name) * 90_000_000)}`;
}
