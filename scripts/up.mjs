// npm start: brings up Balas from a fresh clone. Plain JavaScript for any Node from 18: Node 24 comes with the packages.
import { spawn } from "node:child_process";
import { buildDashboard, isDashboardStale } from "./build-dashboard.mjs";
import { findNode } from "./find-node.mjs";
import { installIfNeeded } from "./install.mjs";
import { endTogether, fail, root } from "./run.mjs";

endTogether();
if (!(await installIfNeeded())) process.exit(1);
const node = findNode();
if (isDashboardStale()) {
  process.stdout.write("Building the dashboard…\n");
  const { code, output } = await buildDashboard(node, { isQuiet: true });
  if (code !== 0) fail(`${output}\nThe dashboard could not be built: see the messages above.`);
}
if (process.exitCode === undefined) serve();

function serve() {
  // A group of its own, so that Ctrl-C reaches the server once, through us, and not twice.
  const server = spawn(node, ["apps/server/src/main.ts", ...process.argv.slice(2)], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
  });
  // Should this process be killed by -9, the end of this pipe makes the shell stop the server too.
  const watchdog = spawn("/bin/sh", ["-c", 'read -r _; kill -TERM "$0"', String(server.pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watchdog.on("error", () => {});
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.removeAllListeners(signal);
    process.on(signal, () => server.kill(signal === "SIGHUP" ? "SIGTERM" : signal));
  }
  // npm does not pass on a SIGTERM that was sent to it alone, so its end is our signal.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && server.kill("SIGTERM"), 1000).unref();
  server.once("error", (error) => fail(`The server could not be started: ${error.message}`));
  server.once("exit", (code, signal) => {
    watchdog.kill("SIGKILL");
    process.exit(code ?? (signal === "SIGINT" || signal === "SIGTERM" ? 0 : 1));
  });
}
