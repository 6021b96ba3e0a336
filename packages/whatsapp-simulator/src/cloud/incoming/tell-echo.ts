import type { Passing } from "../../network/observers.ts";
import { type Cloud, numberOfPhone } from "../cloud.ts";
import { newWamid } from "../messages/wamid.ts";
import { postChange } from "../webhooks/post-change.ts";
import { messageValue } from "./message-value.ts";

/** The owner of a number that is in the Business app too wrote on the phone: the platform tells of that message. */
export function tellEcho(cloud: Cloud, { author, reader, id, message }: Passing): (() => void)[] {
  const number = numberOfPhone(cloud, author.phone);
  if (number?.throughput !== "COEXISTENCE") return [];
  const echo = {
    from: number.phone,
    to: reader.phone,
    id: newWamid(reader.phone, id, number.id),
    timestamp: String(Math.floor(cloud.network.clock.now() / 1000)),
    ...messageValue(cloud, number, message, reader.phone),
  };
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: number.phone, phone_number_id: number.id },
    message_echoes: [echo],
  };
  return [postChange(cloud, { wabaId: number.wabaId, field: "smb_message_echoes", number, value })];
}
