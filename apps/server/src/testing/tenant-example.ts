import type { TestApp, TestOwner } from "./test-app.ts";

/** One call of an endpoint that succeeds for the owner of what it names. */
export interface TenantExample {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** A file sent as multipart, with fields before it. */
  file?: { name: string; type: string; bytes: Uint8Array | string };
  fields?: Record<string, string>;
}

/**
 * Makes what the call needs in the owner's organization, and names it. Called anew for each endpoint. Neither worker nor
 * gateway runs, so that no row changes by itself; an example that needs one starts it, and has it stopped `afterwards`.
 */
export type MakeTenantExample = (fixture: {
  test: TestApp;
  owner: TestOwner;
  afterwards(end: () => Promise<void>): void;
}) => TenantExample | Promise<TenantExample>;

/** The examples of a module: "METHOD /path" as in its routes. An endpoint of an organization without one fails the check. */
export type TenantExamples = Record<string, MakeTenantExample>;
