import fc from "fast-check";
import { expect, test } from "vitest";
import { MemoryState } from "../test/memory-store.ts";
import { DurableState } from "./durable-state.ts";
import { OutputGate } from "./output-gate.ts";

function open(memory: MemoryState) {
  const failures: unknown[] = [];
  const state = new DurableState({
    store: memory.open(),
    credentials: () => Buffer.from("credentials"),
    onFailure: (error) => failures.push(error),
  });
  return { state, failures };
}

test("changes gather while a write is under way and go together", async () => {
  const memory = new MemoryState();
  const { state } = open(memory);
  const first = Promise.withResolvers<void>();
  memory.beforeWrite = () => first.promise;
  state.change("session", "a", { n: 1 });
  const durable = state.durable();
  for (let n = 0; n < 50; n += 1) state.change("session", `b${n}`, { n });
  first.resolve();
  await durable;
  await state.durable();
  expect(memory.writes).toBe(2);
  expect(memory.keys.size).toBe(51);
});

test("a change is read back at once, before and after it is written, and a deleted key is gone", async () => {
  const memory = new MemoryState();
  const { state } = open(memory);
  state.change("session", "a", { n: 1 });
  expect((await state.read("session", ["a"])).get("a")).toEqual({ n: 1 });
  await state.durable();
  state.change("session", "a", null);
  expect((await state.read("session", ["a", "missing"])).size).toBe(0);
  await state.durable();
  expect(memory.keys.size).toBe(0);
});

test("bytes survive the store", async () => {
  const memory = new MemoryState();
  const { state } = open(memory);
  const key = { public: Buffer.from([1, 2, 3]), private: new Uint8Array([4, 5]) };
  state.change("pre-key", "7", key);
  await state.durable();
  const read = (await open(memory).state.read("pre-key", ["7"])).get("7");
  expect(read).toEqual({ public: Buffer.from([1, 2, 3]), private: Buffer.from([4, 5]) });
});

test("nothing is written while it is held, so that changes belong together", async () => {
  const memory = new MemoryState();
  const { state } = open(memory);
  const release = state.hold();
  state.change("session", "a", { n: 1 });
  const durable = state.durable();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(memory.writes).toBe(0);
  state.journal({ id: "j", value: Buffer.from("plaintext") });
  release();
  await durable;
  expect(memory.writes).toBe(1);
  expect(memory.journal.has("j")).toBe(true);
});

test("after a failed write nothing counts as durable and the owner is told once", async () => {
  const memory = new MemoryState();
  const { state, failures } = open(memory);
  state.change("session", "a", { n: 1 });
  memory.beforeWrite = async () => {
    throw new Error("no database");
  };
  await expect(state.durable()).rejects.toThrow("no database");
  memory.beforeWrite = async () => {};
  state.change("session", "b", { n: 2 });
  await expect(state.durable()).rejects.toThrow("no database");
  expect(failures).toHaveLength(1);
  expect(memory.keys.size).toBe(0);
});

test("a frame leaves only after every change made before it, in order, whatever the interleaving", async () => {
  const step = fc.constantFrom("change", "frame", "pause");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const memory = new MemoryState();
      memory.beforeWrite = () => new Promise((resolve) => setImmediate(resolve));
      const { state } = open(memory);
      const sent: { frame: number; needs: number; durable: number }[] = [];
      let changes = 0;
      let frames = 0;
      const socket = {
        send(data: unknown) {
          const { frame, needs } = data as { frame: number; needs: number };
          sent.push({ frame, needs, durable: memory.keys.size });
        },
      };
      const gate = new OutputGate(socket, state);
      for (const next of steps) {
        if (next === "change") state.change("session", `${changes++}`, {});
        else if (next === "frame") socket.send({ frame: frames++, needs: changes });
        else await new Promise((resolve) => setImmediate(resolve));
      }
      await gate.written();
      await state.close();
      expect(sent.map(({ frame }) => frame)).toEqual([...Array(frames).keys()]);
      for (const { needs, durable } of sent) expect(durable).toBeGreaterThanOrEqual(needs);
    }),
    { numRuns: 50 },
  );
});

test("frames that wait are dropped when the store fails, and the sender hears it", async () => {
  const memory = new MemoryState();
  memory.beforeWrite = async () => {
    throw new Error("no database");
  };
  const { state } = open(memory);
  const sent: unknown[] = [];
  const socket = { send: (data: unknown) => void sent.push(data) };
  const gate = new OutputGate(socket, state);
  state.change("session", "a", {});
  socket.send("frame");
  await expect(gate.written()).rejects.toThrow("closed before");
  expect(sent).toEqual([]);
});
