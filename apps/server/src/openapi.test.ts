import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { describeApi } from "./describe-api.ts";

interface Operation {
  operationId: string;
  summary?: string;
  tags?: string[];
}

test("openapi.json is what the routes say; `npm run generate` writes it", async () => {
  const committed = JSON.parse(await readFile(new URL("../openapi.json", import.meta.url), "utf8"));
  expect(committed).toEqual(JSON.parse(JSON.stringify(await describeApi())));
});

test("every operation has a summary, a group and an id of its own", async () => {
  const { paths } = (await describeApi()) as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  expect(operations.length).toBeGreaterThan(50);
  for (const operation of operations) {
    expect(operation.summary, operation.operationId).toBeTruthy();
    expect(operation.tags, operation.operationId).toHaveLength(1);
  }
  expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
});
