export { createClient, createConfig } from "./generated/client/index.ts";
export { client } from "./generated/client.gen.ts";
export * from "./generated/sdk.gen.ts";
export type * from "./generated/types.gen.ts";
