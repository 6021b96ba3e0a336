// npm run restore: see docs/operations.md.
import { runCommand } from "./run-command.mjs";

await runCommand("packages/embedded-postgres/src/backup/command.ts", "restore");
