import type { CloseReason } from "@balas/whatsapp";
import { type NetworkDouble, testDriverContract } from "@balas/whatsapp/contract";
import { startSimulator } from "@balas/whatsapp-simulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MemoryState } from "../test/memory-store.ts";
import { simulatedNetwork } from "../test/simulated-network.ts";
import { createBaileysDriver } from "./driver.ts";

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let network: NetworkDouble;

beforeAll(async () => {
  simulator = await startSimulator();
  network = await simulatedNetwork(simulator.url, simulator.adminUrl);
});

afterAll(async () => {
  await simulator.stop();
});

testDriverContract({
  createDriver: createBaileysDriver,
  network: () => network,
  newStore() {
    const memory = new MemoryState();
    return { open: () => memory.open(), kill: () => void memory.open() };
  },
});

test("a garbled frame ends this connection and nothing else", async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  process.on("unhandledRejection", note);
  const memory = new MemoryState();
  const phone = await network.newPhone();
  const closed: CloseReason[] = [];
  const opened = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const connect = async (): Promise<unknown> =>
    createBaileysDriver().connect({
      sessionId: "garbled",
      network: network.network,
      store: memory.open(),
      deviceName: "Balas",
      events: {
        qr: ({ text }) => void network.scan(phone, text),
        paired: () => {},
        open: () => opened.resolve(),
        incoming: async () => {},
        ack: async () => {},
        receipts: async () => {},
        identity: () => {},
        closed: (reason) => {
          closed.push(reason);
          if (reason.kind === "restart") void connect();
          else ended.resolve();
        },
      },
    });
  await connect();
  await opened.promise;
  const [line] = simulator.network.connections.ofAccount(phone.replace("+", ""));
  if (!line) throw new Error("the phone's device is not connected");
  Reflect.get(line, "socket").send(Buffer.concat([Buffer.from([0, 0, 40]), Buffer.alloc(40, 7)]));
  await ended.promise;
  process.off("unhandledRejection", note);
  expect(closed.map(({ kind }) => kind)).toEqual(["restart", "lost"]);
  expect(unhandled).toEqual([]);
});
