import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startKernelMachine } from "../testing/kernel-machine.ts";
import { createSealer, hasDataKeys, loadMasterKey } from "./crypto.ts";

let kernel: Awaited<ReturnType<typeof startKernelMachine>>;
beforeAll(async () => {
  kernel = await startKernelMachine();
});
afterAll(() => kernel.stop());

test("what is sealed for one organization opens for it alone", async () => {
  const { sealer } = kernel.machine.ports;
  const [ours, theirs] = [randomUUID(), randomUUID()];
  const sealed = await sealer.seal(ours, Buffer.from("secret"));
  expect(sealed.includes("secret")).toBe(false);
  expect((await sealer.open(ours, sealed)).toString()).toBe("secret");
  await expect(sealer.open(theirs, sealed)).rejects.toThrow();
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  await expect(sealer.open(ours, sealed)).rejects.toThrow();
});

test("two processes agree on the data key, and another master key is named as the fault", async () => {
  const organization = randomUUID();
  const { database } = kernel.machine;
  const [first, second] = [createSealer(Buffer.alloc(32, 7), database), createSealer(Buffer.alloc(32, 7), database)];
  const [sealed] = await Promise.all([
    first.seal(organization, Buffer.from("a")),
    second.seal(organization, Buffer.from("b")),
  ]);
  expect((await second.open(organization, sealed)).toString()).toBe("a");
  const stranger = createSealer(Buffer.alloc(32, 8), database);
  await expect(stranger.open(organization, sealed)).rejects.toThrow(/master key is not the one/);
});

const never = async () => false;

test("the master key is made once, readable by its owner only", async () => {
  const folder = await mkdtemp(join(tmpdir(), "balas-key-"));
  const [first, second] = await Promise.all([
    loadMasterKey(undefined, folder, never),
    loadMasterKey(undefined, folder, never),
  ]);
  expect(first).toHaveLength(32);
  expect(await readFile(join(folder, "master.key"), "utf8")).toBe(`${first.toString("hex")}\n`);
  expect(second.equals(first)).toBe(true);
  expect((await stat(join(folder, "master.key"))).mode & 0o777).toBe(0o600);
});

test("no new master key is made where sealed data waits for its own", async () => {
  const folder = await mkdtemp(join(tmpdir(), "balas-key-"));
  await kernel.machine.ports.sealer.seal(randomUUID(), Buffer.from("secret"));
  await expect(loadMasterKey(undefined, folder, () => hasDataKeys(kernel.machine.database))).rejects.toThrow(
    /master key is missing/,
  );
});
