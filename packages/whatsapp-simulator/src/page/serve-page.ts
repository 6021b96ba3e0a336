import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";

const PAGE = new URL("./page.html", import.meta.url);

/** True when a browser wants the page. */
export function wantsPage(request: IncomingMessage): boolean {
  return request.method === "GET" && request.url === "/" && (request.headers.accept ?? "").includes("text/html");
}

/** Sends the page that shows phones side by side, the stanzas between them and the network's controls. */
export function servePage(response: ServerResponse): void {
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy":
      "default-src 'self'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
  });
  response.end(readFileSync(PAGE));
}
