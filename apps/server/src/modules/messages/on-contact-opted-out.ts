import { listener } from "../../kernel/module.ts";
import { contactOptedOut } from "../compliance/events.ts";
import { cancelBroadcastsTo } from "./cancel-messages.ts";

/** Who says STOP gets nothing that still waits in a queue; what a member wrote to him goes. */
export const onContactOptedOut = listener({
  name: "messages.on-contact-opted-out",
  fact: contactOptedOut,
  run: (ctx, { contactId }) => cancelBroadcastsTo(ctx, contactId),
});
