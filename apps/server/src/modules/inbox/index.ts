export { accessConversation } from "./access-conversation.ts";
