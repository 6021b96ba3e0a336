import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@hey-api/openapi-ts";
import { expect, test } from "vitest";
import config from "../openapi-ts.config.ts";

const root = join(import.meta.dirname, "..");

test("the SDK is what openapi.json says; `npm run generate` writes it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "balas-sdk-"));
  try {
    const wanted = await config;
    if (Array.isArray(wanted)) throw new Error("one configuration is expected");
    const output = { ...(wanted.output as object), path: folder };
    await createClient({
      ...wanted,
      input: join(root, "../../apps/server/openapi.json"),
      output,
      logs: { level: "silent" },
    } as never);
    const read = (base: string) =>
      Object.fromEntries(
        readdirSync(base, { recursive: true })
          .map(String)
          .filter((file) => file.endsWith(".ts"))
          .sort()
          .map((file) => [file, readFileSync(join(base, file), "utf8")]),
      );
    expect(read(join(root, "src/generated"))).toEqual(read(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
