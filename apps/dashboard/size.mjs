// Weighs the script of a first screen in the built dashboard: `node apps/dashboard/size.mjs` after `vite build`.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limit = 250_000;
const dist = new URL("./dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

/** What a browser fetches before each of these is on screen: the entry, and the lazy chunks of that screen. */
const screens = {
  "sign-in": ["index.html", "src/features/identity/sign-in-page.tsx"],
  home: ["index.html", "src/shell/shell.tsx", "src/features/home/home-page.tsx"],
};

let isTooLarge = false;
for (const [name, starts] of Object.entries(screens)) {
  const files = new Set();
  for (const start of starts) collect(start, files);
  const size = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0);
  isTooLarge ||= size > limit;
  process.stdout.write(
    `${name}: ${(size / 1000).toFixed(1)} kB gzip in ${files.size} files, limit ${limit / 1000} kB\n`,
  );
}
process.exit(isTooLarge ? 1 : 0);

function collect(key, files) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is not in the build: was it renamed?`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) collect(imported, files);
}
