import { changeAccountSetting, settingsOfAccount } from "../app-state/settings-of-account.ts";
import { closeAccount } from "../login/close-account.ts";
import { unlinkByPhone } from "../login/unlink-by-phone.ts";
import { refusal } from "../network/refusal.ts";
import type { Routes } from "./handle-admin.ts";
import { needVirtualPhone, showPhone } from "./phone-routes.ts";
import { optionalBoolean, optionalNumber } from "./read-input.ts";
import { readChat, readModification } from "./read-modification.ts";

/** What can be done to the linked clients of a phone. */
export const accountRoutes: Routes = {
  "POST /admin/accounts/:phone/drop": ({ network, path }) => {
    const sockets = network.connections.ofAccount(needVirtualPhone(network, path.phone).phone);
    for (const socket of sockets) socket.cut();
    return { dropped: sockets.length };
  },
  "POST /admin/accounts/:phone/kick": ({ network, path, input }) => {
    const body = input();
    const { phone } = needVirtualPhone(network, path.phone);
    const code = optionalNumber(body, "code", 400, 599);
    if (code === undefined) throw refusal(400, "missing", "code is needed");
    return { closed: closeAccount(network, phone, code, optionalBoolean(body, "stay") ?? false) };
  },
  "POST /admin/accounts/:phone/allow": ({ network, path }) => {
    const user = needVirtualPhone(network, path.phone);
    network.accounts.save({ ...network.accounts.get(user.phone), refuseCode: undefined });
    return showPhone(network, user);
  },
  "POST /admin/accounts/:phone/logout": ({ network, path, input }) => {
    const { phone } = needVirtualPhone(network, path.phone);
    return { loggedOut: unlinkByPhone(network, phone, optionalNumber(input(), "device", 1, 1_000_000)) };
  },
  "POST /admin/accounts/:phone/online": ({ network, path, input }) => {
    const user = needVirtualPhone(network, path.phone);
    const online = optionalBoolean(input(), "online") ?? true;
    network.accounts.save({ ...network.accounts.get(user.phone), offline: !online });
    if (!online) for (const socket of network.connections.ofAccount(user.phone)) socket.cut();
    return showPhone(network, user);
  },
  "GET /admin/accounts/:phone/settings": async ({ network, path }) => ({
    settings: await settingsOfAccount(network, needVirtualPhone(network, path.phone).phone),
  }),
  "POST /admin/accounts/:phone/settings": ({ network, path, input }) => {
    const body = input();
    const { phone } = needVirtualPhone(network, path.phone);
    const { peer, jid } = readChat(network, body);
    return changeAccountSetting(network, phone, jid, readModification(network, body, phone, peer, jid));
  },
  "POST /admin/accounts/:phone/limit": ({ network, path, input }) => {
    const user = needVirtualPhone(network, path.phone);
    const newChatLimit = optionalNumber(input(), "newChats", 0, 1_000_000);
    network.accounts.save({ ...network.accounts.get(user.phone), newChatLimit });
    return showPhone(network, user);
  },
};
