export type { NetworkEvent } from "./network/event-log.ts";
export type { Faults, Persona, Settings } from "./network/settings.ts";
export type { Simulator, SimulatorOptions } from "./start-simulator.ts";
export { startSimulator } from "./start-simulator.ts";
