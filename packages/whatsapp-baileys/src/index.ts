export { createBaileysDriver } from "./driver.ts";
