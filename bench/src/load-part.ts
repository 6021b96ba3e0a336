import { existsSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** Imports the file `<name>.<kind>.ts` beside this one, or ends the program with the names that exist. */
export async function loadPart<Part>(kind: "bench" | "soak", name: string | undefined): Promise<Part> {
  const file = `${import.meta.dirname}/${name}.${kind}.ts`;
  if (name && /^[\w-]+$/.test(name) && existsSync(file)) return (await import(pathToFileURL(file).href)) as Part;
  const ending = `.${kind}.ts`;
  const names = readdirSync(import.meta.dirname).filter((entry) => entry.endsWith(ending));
  process.stderr.write(
    `npm run ${kind} -- <name>, where <name> is one of: ${names.map((entry) => entry.slice(0, -ending.length)).join(", ")}\n`,
  );
  process.exit(2);
}
