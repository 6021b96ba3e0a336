import type { Readable } from "node:stream";
import type { z } from "zod";
import type { Ctx, SystemCtx } from "./context.ts";
import type { Scope, SystemScope } from "./scope.ts";

type Shape = z.ZodType;
type Parsed<S extends Shape | undefined> = S extends Shape ? z.output<S> : undefined;

/** What little of HTTP a command may need. */
export interface HttpTools {
  ip: string;
  userAgent: string;
  /** The signed cookie of this name, when sent. */
  cookie(name: string): string | undefined;
  setCookie(name: string, value: string, options: { maxAge?: number }): void;
  clearCookie(name: string): void;
  header(name: string): string | undefined;
  /** Files and fields of a multipart body; each file must be read before the next. */
  files(): AsyncIterable<{ fieldName: string; fileName: string; mediaType: string; stream: Readable }>;
}

export interface RouteInput<P extends Shape | undefined, Q extends Shape | undefined, B extends Shape | undefined> {
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
  http: HttpTools;
}

/** Returned by `run` to answer with a file instead of JSON. */
export class FileAnswer {
  readonly mediaType: string;
  readonly fileName: string | undefined;
  readonly content: Readable | Uint8Array | string;

  constructor(answer: { mediaType: string; fileName?: string; content: Readable | Uint8Array | string }) {
    this.mediaType = answer.mediaType;
    this.fileName = answer.fileName;
    this.content = answer.content;
  }
}

interface RouteBase<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape | undefined,
> {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below /api/v1, for example "/campaigns/:id/pause". */
  path: string;
  /** One line for the API reference. */
  summary: string;
  /** More for the API reference: rules, errors by code. */
  description?: string;
  /** Group in the API reference. */
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  /** The answer; absent means 204 without a body. */
  response?: R;
  /** Default 200; 201 where something is made, 202 where work goes on. */
  status?: 200 | 201 | 202;
  /** True for a multipart body, read by `http.files()`. */
  multipart?: boolean;
  /** Calls in a window; default 3,000 a minute for a signed-in caller, 60 a minute for a public one, by address. */
  limit?: { count: number; seconds: number };
  /** True when the answer shows a secret, so that the answer kept for its Idempotency-Key is sealed. */
  answersSecret?: boolean;
  /** True for a person's POST that honors Idempotency-Key, as every POST of an organization does. */
  oncePerKey?: boolean;
  /** True when the answer is a file. */
  answersFile?: boolean;
}

type Answer<R extends Shape | undefined> = R extends Shape
  ? z.input<R> | FileAnswer
  : FileAnswer | undefined | undefined;

/** A route as the machine sees it. */
export interface Route extends RouteBase<Shape | undefined, Shape | undefined, Shape | undefined, Shape | undefined> {
  access: "tenant" | "person" | "public";
  permission?: string;
  transaction: boolean;
  run(context: never, input: never): Promise<unknown>;
}

/** A route of an organization: in one transaction, for those who hold the permission; POST honors Idempotency-Key. */
export function route<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape | undefined,
>(
  definition: RouteBase<P, Q, B, R> & {
    permission: string;
    run: (ctx: Ctx, input: RouteInput<P, Q, B>) => Promise<Answer<R>>;
  },
): Route {
  return { ...definition, access: "tenant", transaction: true } as unknown as Route;
}

/** Like `route`, but outside of a transaction, for what streams or waits for a network. */
export function streamingRoute<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape | undefined,
>(
  definition: RouteBase<P, Q, B, R> & {
    permission: string;
    run: (scope: Scope, input: RouteInput<P, Q, B>) => Promise<Answer<R>>;
  },
): Route {
  return { ...definition, access: "tenant", transaction: false } as unknown as Route;
}

/** A signed-in person, without an organization. */
export type PersonCtx = SystemCtx & { userId: string; signInId: string };

/** A route for a signed-in person that concerns no organization (profile, list of organizations). */
export function personRoute<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape | undefined,
>(
  definition: RouteBase<P, Q, B, R> & { run: (ctx: PersonCtx, input: RouteInput<P, Q, B>) => Promise<Answer<R>> },
): Route {
  return { ...definition, access: "person", transaction: true } as unknown as Route;
}

/** A signed-in person, outside of a transaction. */
export type PersonScope = SystemScope & { userId: string; signInId: string };

/** Like `personRoute`, but outside of a transaction, for what streams. */
export function streamingPersonRoute<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape | undefined,
>(
  definition: RouteBase<P, Q, B, R> & { run: (scope: PersonScope, input: RouteInput<P, Q, B>) => Promise<Answer<R>> },
): Route {
  return { ...definition, access: "person", transaction: false } as unknown as Route;
}

/** A route for anybody, for example sign-up. Outside of a transaction: it opens its own. */
export function publicRoute<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape | undefined,
>(
  definition: RouteBase<P, Q, B, R> & { run: (scope: SystemScope, input: RouteInput<P, Q, B>) => Promise<Answer<R>> },
): Route {
  return { ...definition, access: "public", transaction: false } as unknown as Route;
}
