import { randomBytes } from "node:crypto";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { jidOf, type User } from "../people/user.ts";
import { type Node, node } from "../wire/nodes.ts";
import type { CallState } from "./call-board.ts";

/** What is wished of a call. */
export interface CallWish {
  from: User;
  to: User;
  video: boolean;
  group: string | null;
  /** Simulated milliseconds until the caller gives up. */
  ringFor: number;
}

/** A virtual person calls: every client of the other side rings until somebody ends it. */
export function ring(network: Network, { from, to, video, group, ringFor }: CallWish): CallState {
  const call: CallState = {
    id: randomBytes(16).toString("hex").toUpperCase(),
    from: from.phone,
    to: to.phone,
    video,
    group,
    at: network.clock.now(),
    state: "ringing",
  };
  network.calls.add(call);
  const parts = [node("audio", { enc: "opus", rate: 16_000 }), ...(video ? [node("video", { enc: "vp8" })] : [])];
  const attributes = { caller_pn: jidOf(from, "pn"), ...(group ? { type: "group", "group-jid": group } : {}) };
  tell(network, call, node("offer", { ...namesOf(from, call.id), ...attributes }, parts));
  network.events.note("call", { id: call.id, from: from.phone, to: to.phone, video, state: "ringing" });
  network.clock.at(network.clock.now() + ringFor, () => endCall(network, call, "timeout"));
  return call;
}

/** Ends a call that still rings; a call that was ended stays as it is. */
export function endCall(network: Network, call: CallState, state: "ended" | "timeout" | "rejected"): void {
  if (call.state !== "ringing") return;
  call.state = state;
  const from = network.directory.find(call.from);
  network.events.note("call", { id: call.id, from: call.from, to: call.to, video: call.video, state });
  if (!from || state === "rejected") return;
  const reason = state === "timeout" ? { reason: "timeout" } : {};
  tell(network, call, node("terminate", { ...namesOf(from, call.id), ...reason }));
}

function namesOf(from: User, id: string): Record<string, string> {
  return { "call-id": id, "call-creator": jidOf(from, "lid"), from: jidOf(from, "lid") };
}

function tell(network: Network, call: CallState, child: Node): void {
  const from = network.directory.find(call.from);
  if (!from || network.profiles.hasBlocked(call.to, call.from)) return;
  for (const to of network.accounts.companions(call.to)) {
    const id = randomBytes(8).toString("hex").toUpperCase();
    const attributes = { from: jidOf(from, "lid"), id, t: stanzaSeconds(network), notify: from.name };
    network.mailbox.post({ to, peer: call.from, stanza: node("call", attributes, [child]) })();
  }
}
