import type { PersonCtx } from "../../kernel/route.ts";
import { presentProfile } from "./present-profile.ts";
import type { Language, PresentedProfile } from "./schema.ts";

/** Reads one's own profile. */
export async function readProfile(ctx: PersonCtx): Promise<PresentedProfile> {
  const user = await ctx.db.selectFrom("users").selectAll().where("id", "=", ctx.userId).executeTakeFirstOrThrow();
  return presentProfile(user);
}

/** Changes the named fields of one's own profile. */
export async function updateProfile(
  ctx: PersonCtx,
  changes: { name?: string; phone?: string | null; language?: Language; zone?: string },
): Promise<PresentedProfile> {
  if (Object.keys(changes).length > 0) {
    await ctx.db.updateTable("users").set(changes).where("id", "=", ctx.userId).execute();
  }
  return readProfile(ctx);
}
