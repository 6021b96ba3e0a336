import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test("without any setting the defaults run everything on port 4000", () => {
  const config = readConfig({});
  expect(config.BALAS_PORT).toBe(4000);
  expect(config.BALAS_ROLES).toEqual(["api", "worker", "gateway", "realtime"]);
  expect(config.publicUrl).toBe("http://localhost:4000");
});

test("an empty setting counts as absent", () => {
  expect(readConfig({ BALAS_PORT: "" }).BALAS_PORT).toBe(4000);
});

test("every wrong setting is named at once", () => {
  const wrong = { BALAS_PORT: "many", BALAS_ROLES: "api,cook", BALAS_MASTER_KEY: "short", DATABASE_URL: "mysql://x" };
  expect(() => readConfig(wrong)).toThrow(/BALAS_PORT.*BALAS_ROLES.*BALAS_MASTER_KEY.*DATABASE_URL/s);
});
