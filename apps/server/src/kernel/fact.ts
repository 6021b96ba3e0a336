import type { z } from "zod";

/** A kind of thing that happened, named in the past tense, for example `message.received`. */
export interface Fact<Data> {
  name: string;
  schema: z.ZodType<Data>;
}

/** Declares a fact. Its data is what listeners, webhooks and screens get, so it carries what they show. */
export function fact<Data>(name: string, schema: z.ZodType<Data>): Fact<Data> {
  return { name, schema };
}
