import { z } from "zod";
import { fact } from "../../kernel/fact.ts";

const key = z.object({ apiKeyId: z.uuid(), name: z.string(), scopes: z.array(z.string()), by: z.uuid() });

/** A member made an API key. The key itself is in no fact. */
export const apiKeyCreated = fact("api_key.created", key);

/** A member ended an API key. */
export const apiKeyRevoked = fact("api_key.revoked", key);
