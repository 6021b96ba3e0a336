import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { quietSignalLibrary } from "./signal/quiet-signal-library.ts";
import { startSimulator } from "./start-simulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: process.env.SIMULATOR_PORT ?? "0" },
    data: { type: "string", ...(process.env.SIMULATOR_DATA ? { default: process.env.SIMULATOR_DATA } : {}) },
    ca: { type: "string", ...(process.env.SIMULATOR_CA ? { default: process.env.SIMULATOR_CA } : {}) },
    seed: { type: "string", ...(process.env.SIMULATOR_SEED ? { default: process.env.SIMULATOR_SEED } : {}) },
  },
});

quietSignalLibrary();
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write(`--port must be a number from 0 to 65535, not ${values.port}\n`);
  process.exit(2);
}
try {
  const simulator = await startSimulator({ port, dataDirectory: values.data, seed: values.seed });
  if (values.ca !== undefined) writeFileSync(values.ca, simulator.certificateAuthority);
  const ready = {
    url: simulator.url,
    admin: simulator.adminUrl,
    rootPublicKey: simulator.rootPublicKey.toString("base64"),
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  const stop = () => void simulator.stop().then(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  // Started with a channel, this process ends with its parent, however that one dies: two may not share the data.
  process.once("disconnect", stop);
} catch (error) {
  process.stderr.write(`the simulator does not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
