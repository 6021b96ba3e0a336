import type { Actor } from "./policy.ts";

/** Who a request comes from, before an organization is entered. */
export type Principal =
  | { kind: "user"; userId: string; signInId: string }
  | { kind: "apiKey"; apiKeyId: string; userId: string; organizationId: string; scopes: string[] };

export interface Credentials {
  /** Value of the sign-in cookie. */
  cookie: string | undefined;
  /** Token of an Authorization: Bearer header (access token or API key), or of X-Api-Key. */
  token: string | undefined;
}

/** The kernel's question to identity and organizations: who is this, and may he enter? compose.ts plugs the answer. */
export interface Gatekeeper {
  /** Resolves to undefined when nothing was presented; throws unauthorized when it is wrong, expired or revoked. */
  authenticate(credentials: Credentials): Promise<Principal | undefined>;
  /** Enters the organization asked for, or the only one; throws notFound for one the principal is no member of. */
  enter(principal: Principal, organizationId: string | undefined): Promise<{ organizationId: string; actor: Actor }>;
}
