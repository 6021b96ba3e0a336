import type { Random } from "./random.ts";

const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"] as const;
const NAMES = [
  "phone",
  "to",
  "text",
  "qr",
  "code",
  "people",
  "persona",
  "from",
  "count",
  "faults",
  "speed",
  "as",
  "members",
  "subject",
  "media",
  "poll",
  "react",
  "edit",
  "vote",
  "raw",
  "revoke",
  "quoted",
  "phones",
  "action",
  "state",
  "viewers",
  "name",
  "serverId",
  "emoji",
  "business",
  "catalog",
  "picture",
  "privacy",
  "chat",
  "archive",
  "star",
  "label",
  "wish",
  "rules",
] as const;
const SPARED = /\/(reset|load\/incoming|settings)$/;

/** Calls the admin API with garbage; resolves to the answers that were no clear ones. */
export async function fuzzAdmin(
  admin: string,
  paths: readonly string[],
  calls: number,
  random: Random,
): Promise<string[]> {
  const wrong: string[] = [];
  const spared = paths.filter((path) => !SPARED.test(path));
  for (let call = 0; call < calls; call++) {
    const path = (spared[random.below(spared.length)] ?? "/nothing").replace(/\{\w+\}/g, () => random.pick(PARTS));
    const method = random.pick(METHODS);
    const body = method === "GET" ? null : bodyOf(random);
    const response = await fetch(`${admin}${path.replace(/^\/admin/, "")}`, { method, body });
    const answer: unknown = await response.json();
    const isClear = typeof answer === "object" && answer !== null && (response.ok || "error" in answer);
    if (response.status === 500 || !isClear) wrong.push(`${method} ${path} ${body} ${JSON.stringify(answer)}`);
  }
  return wrong;
}

const PARTS = [
  "628130000001",
  "628120000001",
  "x",
  "%00",
  "120363000000000001@g.us",
  "1",
  "%F0%9F%8C%B6",
  "-1",
] as const;

function bodyOf(random: Random): string {
  if (random.chance(0.1)) return random.bytes(random.below(60)).toString("latin1");
  const entries = Array.from({ length: random.below(5) }, () => [random.pick(NAMES), randomValue(random, 2)]);
  return JSON.stringify(Object.fromEntries(entries));
}

function randomValue(random: Random, depth: number): unknown {
  switch (random.below(depth > 0 ? 9 : 6)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick([0, -1, 1, 3.5, 1e12, 628130000001]);
    case 3:
      return random.pick(PARTS);
    case 4:
      return "";
    case 5:
      return random.pick(["add", "remove", "approve", "available", "composing", "image", "hello"]);
    case 6:
      return Array.from({ length: random.below(3) }, () => randomValue(random, depth - 1));
    default:
      return Object.fromEntries(
        Array.from({ length: random.below(4) }, () => [
          random.pick([...NAMES, "id", "kind", "base64", "options"]),
          randomValue(random, depth - 1),
        ]),
      );
  }
}
