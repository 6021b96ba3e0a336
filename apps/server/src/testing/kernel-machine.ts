import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { testDatabase } from "@balas/embedded-postgres/testing";
import type { Machine } from "../kernel/context.ts";
import { createSealer } from "../kernel/crypto.ts";
import { openDatabase } from "../kernel/db.ts";
import { createLog } from "../kernel/log.ts";
import { createMailer } from "../kernel/mail.ts";
import { createDiskStorage } from "../kernel/storage.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";

/** The machine without any module, on a database of its own: for tests of the kernel. */
export async function startKernelMachine(): Promise<{
  machine: Machine;
  clock: ManualClock;
  url: string;
  stop(): Promise<void>;
}> {
  const test = await testDatabase();
  const database = openDatabase(test.url);
  const clock = createManualClock();
  const machine: Machine = {
    database,
    ports: {
      clock,
      log: createLog(process.env.BALAS_TEST_LOG ?? "silent"),
      mailer: createMailer(undefined, "Balas <balas@localhost>"),
      storage: createDiskStorage(`${tmpdir()}/balas-kernel-${randomUUID()}`),
      sealer: createSealer(Buffer.alloc(32, 7), database),
      publicUrl: "http://localhost",
      sandbox: undefined,
      signUp: "open",
    },
  };
  return {
    machine,
    clock,
    url: test.url,
    async stop() {
      await database.stop();
      await test.drop();
    },
  };
}
