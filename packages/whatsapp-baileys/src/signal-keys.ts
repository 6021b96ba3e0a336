import { AsyncLocalStorage } from "node:async_hooks";
import type { SignalDataSet, SignalDataTypeMap, SignalKeyStoreWithTransaction } from "baileys";
import type { DurableState } from "./durable-state.ts";

/** Kinds that decrypting a message changes: once one is written, the message can't be decrypted again. */
const RATCHET_KINDS = ["session", "sender-key", "pre-key"] as const;

/**
 * Gives Baileys its key store. Unlike Baileys' own transactions, which write after the message has left (a kill in
 * between rolls the ratchet back and reuses burnt keys) and lose what is set after the commit, every change is taken at
 * once; `DurableState` and `OutputGate` see to it that nothing leaves before it is written. A transaction only keeps
 * work under the same key apart.
 */
export function makeSignalKeys(state: DurableState): SignalKeyStoreWithTransaction {
  const inside = new AsyncLocalStorage<true>();
  const queues = new Map<string, Promise<unknown>>();

  return {
    get: (kind, ids) => readKeys(state, kind, ids),
    set: (data) => setKeys(state, data),
    isInTransaction: () => inside.getStore() ?? false,
    async transaction(work, key) {
      if (inside.getStore()) return work();
      const result = (queues.get(key) ?? Promise.resolve()).then(() => inside.run(true, work));
      const settled = result.then(
        () => undefined,
        () => undefined,
      );
      queues.set(key, settled);
      settled.then(() => {
        if (queues.get(key) === settled) queues.delete(key);
      });
      return result;
    },
  };
}

/**
 * Key store of the decrypting half: a ratchet change calls `onRatchet` before it is made. A session that is dropped
 * because its person has a new identity is none: the network may be asked after it, so nothing may be held there.
 */
export function makeDecryptingKeys(
  keys: SignalKeyStoreWithTransaction,
  state: DurableState,
  onRatchet: () => void,
): SignalKeyStoreWithTransaction {
  return {
    ...keys,
    set(data) {
      const isIdentityChange = data["identity-key"] !== undefined;
      if (!isIdentityChange && RATCHET_KINDS.some((kind) => data[kind])) onRatchet();
      return setKeys(state, data);
    },
  };
}

async function readKeys<Kind extends keyof SignalDataTypeMap>(
  state: DurableState,
  kind: Kind,
  ids: string[],
): Promise<Record<string, SignalDataTypeMap[Kind]>> {
  const values: Record<string, SignalDataTypeMap[Kind]> = {};
  for (const [id, value] of await state.read(kind, ids)) {
    // The only writer of this kind is `setKeys`, which took a value of the same type.
    values[id] = value as SignalDataTypeMap[Kind];
  }
  return values;
}

function setKeys(state: DurableState, data: SignalDataSet): void {
  for (const [kind, values] of Object.entries(data)) {
    for (const [id, value] of Object.entries(values ?? {})) state.change(kind, id, value);
  }
}
