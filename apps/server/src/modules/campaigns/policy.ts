import type { Selectable } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { conflict, notFound } from "../../kernel/errors.ts";
import { may } from "../../kernel/policy.ts";
import type { Campaigns } from "../../kernel/schema.ts";
import type { CampaignStatus } from "./events.ts";

export type CampaignRow = Selectable<Campaigns>;
export type Ability = "edit" | "delete" | "test" | "launch" | "pause" | "resume" | "stop";

/** In which states a campaign allows what, and who holds the right to it. */
const rules: Record<Ability, { permission: string; statuses: CampaignStatus[] }> = {
  edit: { permission: "campaigns.edit", statuses: ["draft"] },
  delete: { permission: "campaigns.edit", statuses: ["draft"] },
  test: { permission: "campaigns.edit", statuses: ["draft"] },
  launch: { permission: "campaigns.launch", statuses: ["draft"] },
  pause: { permission: "campaigns.pause", statuses: ["sending"] },
  resume: { permission: "campaigns.launch", statuses: ["paused"] },
  stop: { permission: "campaigns.pause", statuses: ["sending", "paused"] },
};

/** Loads a campaign of the organization; absent and foreign are the same. */
export async function accessCampaign(ctx: Ctx, id: string): Promise<CampaignRow> {
  const row = await ctx.db
    .selectFrom("campaigns")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** Loads and locks a campaign to do this with it; a state that does not allow it is a conflict. */
export async function accessCampaignTo(ctx: Ctx, id: string, ability: Ability): Promise<CampaignRow> {
  const row = await lockCampaign(ctx, id);
  if (!row) throw notFound();
  if (!isInStateFor(row, ability)) throw conflict(`campaign_not_${stateFor[ability]}`, { status: row.status });
  return row;
}

/** Loads and locks a campaign; undefined when it is gone. Everything that changes a campaign holds this lock first. */
export async function lockCampaign(ctx: Ctx, id: string): Promise<CampaignRow | undefined> {
  return ctx.db
    .selectFrom("campaigns")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** What the caller may do with the campaign as it is now. */
export function abilitiesOf(ctx: Ctx, row: CampaignRow): Record<Ability, boolean> {
  const can = (ability: Ability) => isInStateFor(row, ability) && may(ctx.actor, rules[ability].permission);
  return {
    edit: can("edit"),
    delete: can("delete"),
    test: can("test"),
    launch: can("launch"),
    pause: can("pause"),
    resume: can("resume"),
    stop: can("stop"),
  };
}

const stateFor: Record<Ability, string> = {
  edit: "draft",
  delete: "draft",
  test: "draft",
  launch: "draft",
  pause: "sending",
  resume: "paused",
  stop: "running",
};

function isInStateFor(row: CampaignRow, ability: Ability): boolean {
  return (rules[ability].statuses as string[]).includes(row.status);
}
