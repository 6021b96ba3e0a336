import type { Network } from "../network/network.ts";
import { settingsOfAccount } from "./settings-of-account.ts";

/** A client changed the settings among which the account's name is: others see the new one. Never rejects. */
export async function takePushName(network: Network, phone: string): Promise<void> {
  try {
    const settings = await settingsOfAccount(network, phone);
    const setting = settings.find(({ index }) => index[0] === "setting_pushName")?.value.pushNameSetting;
    const name = typeof setting === "object" && setting !== null && "name" in setting ? setting.name : undefined;
    if (typeof name === "string" && name !== "") network.directory.create({ phone, name });
  } catch (error) {
    network.events.note("settings.unreadable", {
      phone,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}
