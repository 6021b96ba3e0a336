import { parseText, type TextNode } from "@balas/message-text";
import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import type { Audience } from "../contacts/index.ts";
import { recipientSource } from "./recipient-source.ts";

export interface AudienceCount {
  total: number;
  receive: number;
  skipped: { reason: string; count: number }[];
  zones: { zone: string; count: number }[];
  /** How many who receive lack a value for a variable that has no fallback. */
  missing: { name: string; count: number }[];
}

/** Counts who would receive, who would be skipped and why, and whose text would have a gap. */
export async function countAudience(
  ctx: Ctx,
  request: { audience: Audience; zone: string; text: string },
): Promise<AudienceCount> {
  const needed = variablesWithoutFallback(request.text);
  const gaps = needed.map((name) => sql`count(*) filter (where ${isBlank(name)})`);
  const { rows } = await sql<{ reason: string | null; zone: string; count: number; missing: (string | number)[] }>`
    select reason, zone, count(*) as count, array[${gaps.length ? sql.join(gaps) : sql`0`}]::bigint[] as missing
    from (${recipientSource(ctx, request.audience, request.zone)}) as recipient
    group by reason, zone order by count(*) desc, zone`.execute(ctx.db);
  const skipped = new Map<string, number>();
  for (const row of rows) if (row.reason) skipped.set(row.reason, (skipped.get(row.reason) ?? 0) + row.count);
  const receivers = rows.filter((row) => row.reason === null);
  return {
    total: rows.reduce((sum, row) => sum + row.count, 0),
    receive: receivers.reduce((sum, row) => sum + row.count, 0),
    skipped: [...skipped].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
    zones: receivers.map(({ zone, count }) => ({ zone, count })),
    missing: needed
      .map((name, index) => ({
        name,
        count: receivers.reduce((sum, row) => sum + Number(row.missing[index] ?? 0), 0),
      }))
      .filter(({ count }) => count > 0),
  };
}

function isBlank(variable: string) {
  if (variable === "name" || variable === "first_name") return sql`coalesce(trim(name), '') = ''`;
  if (variable === "phone") return sql`phone is null`;
  const key = variable.replace(/^field\./, "");
  return sql`coalesce(trim(fields->>${key}::text), '') = ''`;
}

function variablesWithoutFallback(text: string): string[] {
  const names = new Set<string>();
  const visit = (nodes: readonly TextNode[]) => {
    for (const node of nodes) {
      if (node.type === "variable" && node.fallback === undefined) names.add(node.name);
      if (node.type === "choice") for (const option of node.options) visit(option);
    }
  };
  visit(parseText(text).nodes);
  return [...names];
}
