import { type Listener, listener } from "../../kernel/module.ts";
import { campaignLaunched } from "../campaigns/events.ts";
import { importProgressed } from "../contacts/events.ts";
import { messageStatusChanged } from "../messages/events.ts";
import { sessionStatusChanged } from "../sessions/events.ts";
import { memberJoined } from "./events.ts";
import { noteStep } from "./onboarding.ts";

/** Each step of the set-up is ticked off by a fact, wherever the work was done: on screen, by the API or on the phone. */
export const onboardingListeners: Listener[] = [
  listener({
    name: "organizations.note-number",
    fact: sessionStatusChanged,
    when: ({ status }) => status === "online",
    run: (ctx) => noteStep(ctx, "connect_number"),
  }),
  listener({
    name: "organizations.note-test",
    fact: messageStatusChanged,
    // Campaigns write by the thousand; only what a person sent himself is a try.
    when: ({ status, origin }) => status === "sent" && (origin?.type === "inbox" || origin?.type === "test"),
    run: (ctx) => noteStep(ctx, "send_test"),
  }),
  listener({
    name: "organizations.note-import",
    fact: importProgressed,
    when: ({ status, counts }) => status === "finished" && counts.created + counts.updated > 0,
    run: (ctx) => noteStep(ctx, "import_contacts"),
  }),
  listener({
    name: "organizations.note-team",
    fact: memberJoined,
    // The founder joins too, as owner of his own making; a team begins with the next one.
    when: ({ userId, role, by }) => !(role === "owner" && by === userId),
    run: (ctx) => noteStep(ctx, "invite_team"),
  }),
  listener({
    name: "organizations.note-campaign",
    fact: campaignLaunched,
    run: (ctx) => noteStep(ctx, "launch_campaign"),
  }),
];
