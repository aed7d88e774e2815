import { readFileSync } from "node:fs";

import type { App } from "./app.ts";

/** Nothing but the page's own script and style, and nothing asked but this service. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGES = {
  "/files": ["file.html", "text/html"],
  "/files/file.js": ["file.js", "text/javascript"],
  "/files/file.css": ["file.css", "text/css"],
} as const;

/** The page that says which claim a file belongs to; it asks the API as any client does. */
export function registerFilePage(app: App): void {
  for (const [url, [name, type]] of Object.entries(PAGES)) {
    const content = readFileSync(new URL(`../pages/${name}`, import.meta.url), "utf8");
    app.get(url, { schema: { hide: true } }, async (_request, reply) =>
      reply
        .header("Content-Security-Policy", POLICY)
        .header("Cache-Control", "no-cache")
        .type(`${type}; charset=utf-8`)
        .send(content),
    );
  }
}
