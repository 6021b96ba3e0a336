/** Who acts: a signed-in person, an API key, or the machine itself. */
export type Actor =
  | { kind: "user"; userId: string; role: string; permissions: ReadonlySet<string> }
  | { kind: "apiKey"; apiKeyId: string; userId: string; role: string; permissions: ReadonlySet<string> }
  | { kind: "system"; name: string };

/** Tells whether the actor holds the permission; the machine itself holds all. */
export function may(actor: Actor, permission: string): boolean {
  return actor.kind === "system" || actor.permissions.has(permission);
}

/** The person behind the actor, or null for the machine. */
export function userIdOf(actor: Actor): string | null {
  return actor.kind === "system" ? null : actor.userId;
}
