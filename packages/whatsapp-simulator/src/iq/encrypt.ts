import { createHash } from "node:crypto";
import { addPreKeys, countPreKeys } from "../login/pre-keys.ts";
import type { Network } from "../network/network.ts";
import { takeBundle } from "../signal/seal-for-companion.ts";
import type { ClientBundle } from "../signal/signal-sessions.ts";
import { ONE_TIME_KEY_ID, SIGNED_KEY_ID } from "../signal/virtual-keys.ts";
import { bigEndian, bytesOfChild, childOf, childrenOf, type Node, node } from "../wire/nodes.ts";
import type { Answer, Question } from "./question.ts";

/** Key uploads, counts and bundles. */
export function answerEncrypt(question: Question): Answer | undefined {
  const { network, companion, iq, ask } = question;
  const { phone, device } = companion;
  if (iq.attrs.type === "set") return ask?.tag === "rotate" ? rotate(question) : upload(question);
  switch (ask?.tag) {
    case "count":
      return [node("count", { value: countPreKeys(network.store, phone, device) })];
    case "digest":
      return [digestOf(question)];
    case "key":
      return [
        node(
          "list",
          {},
          childrenOf(ask, "user").map((user) => bundleOf(network, user.attrs.jid ?? "")),
        ),
      ];
    default:
      return undefined;
  }
}

function upload({ network, companion, iq }: Question): Answer {
  const keys = childrenOf(childOf(iq, "list"), "key").flatMap((key) => {
    const id = bytesOfChild(key, "id");
    const value = bytesOfChild(key, "value");
    return id?.length === 3 && value?.length === 32 ? [{ id: id.readUIntBE(0, 3), public: value }] : [];
  });
  if (keys.length === 0) return { error: 406, text: "not-acceptable" };
  network.store.transaction(() => {
    addPreKeys(network.store, companion.phone, companion.device, keys);
    const signed = signedKeyIn(childOf(iq, "skey"));
    if (signed) network.accounts.rotate(companion, signed);
  });
  return [];
}

function rotate({ network, companion, ask }: Question): Answer {
  const signed = signedKeyIn(childOf(ask, "skey"));
  if (!signed) return { error: 406, text: "not-acceptable" };
  network.accounts.rotate(companion, signed);
  return [];
}

function signedKeyIn(skey: Node | undefined): { id: number; public: Buffer; signature: Buffer } | undefined {
  const id = bytesOfChild(skey, "id");
  const value = bytesOfChild(skey, "value");
  const signature = bytesOfChild(skey, "signature");
  if (id?.length !== 3 || value?.length !== 32 || signature?.length !== 64) return undefined;
  return { id: id.readUIntBE(0, 3), public: value, signature };
}

/** What the server holds for a client, hashed; Baileys only looks whether the element is there. */
function digestOf({ network, companion }: Question): Node {
  const current = network.accounts.companion(companion.phone, companion.device) ?? companion;
  const hash = createHash("sha1").update(current.identity).update(current.signedPublic).digest();
  return node("digest", {}, [
    node("registration", {}, bigEndian(current.registrationId, 4)),
    node("type", {}, Buffer.from([5])),
    node("identity", {}, current.identity),
    signedNode(current.signedId, current.signedPublic, current.signedSignature),
    node("hash", {}, hash),
  ]);
}

function bundleOf(network: Network, jid: string): Node {
  const target = network.directory.resolve(jid);
  const companion =
    target && target.device > 0 ? network.accounts.companion(target.user.phone, target.device) : undefined;
  if (!target || (target.device > 0 && !companion))
    return node("user", { jid }, [node("error", { code: 404, text: "item-not-found" })]);
  return userNode(jid, companion ? takeBundle(network, companion) : phoneBundle(network, target.user));
}

function phoneBundle(network: Network, user: Parameters<Network["keys"]["of"]>[0]): ClientBundle {
  const keys = network.keys.of(user);
  return {
    registrationId: keys.registrationId,
    identity: keys.identity.public,
    signed: { id: SIGNED_KEY_ID, public: keys.signed.public, signature: keys.signedSignature },
    oneTime: { id: ONE_TIME_KEY_ID, public: keys.oneTime.public },
  };
}

function userNode(jid: string, bundle: ClientBundle): Node {
  const parts = [
    node("registration", {}, bigEndian(bundle.registrationId, 4)),
    node("type", {}, Buffer.from([5])),
    node("identity", {}, bundle.identity),
    signedNode(bundle.signed.id, bundle.signed.public, bundle.signed.signature),
  ];
  if (bundle.oneTime)
    parts.push(
      node("key", {}, [node("id", {}, bigEndian(bundle.oneTime.id, 3)), node("value", {}, bundle.oneTime.public)]),
    );
  return node("user", { jid }, parts);
}

function signedNode(id: number, value: Buffer, signature: Buffer): Node {
  return node("skey", {}, [
    node("id", {}, bigEndian(id, 3)),
    node("value", {}, value),
    node("signature", {}, signature),
  ]);
}
