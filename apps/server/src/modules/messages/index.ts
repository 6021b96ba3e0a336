export { readChat } from "./access-message.ts";
export { cancelQueued } from "./cancel-messages.ts";
export { createMessagePort } from "./message-port.ts";
export type { Priority, Purpose } from "./queue-messages.ts";
export { countQueued, readMessages } from "./read-messages.ts";
export { readMessagesById } from "./read-messages-by-id.ts";
export { clientId, messageText } from "./schema.ts";
export { sendMany } from "./send-many.ts";
export { type Recipient, sendMessage } from "./send-message.ts";
