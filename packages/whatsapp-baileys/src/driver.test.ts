import { type NetworkDouble, testDriverContract } from "@balas/whatsapp/contract";
import { startSimulator } from "@balas/whatsapp-simulator";
import { afterAll, beforeAll } from "vitest";
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
