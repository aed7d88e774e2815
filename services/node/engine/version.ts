import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export const ENGINE_NAME = "@nomicfoundation/edr";

/** The installed package's version; the package does not export its package.json, hence by path. */
export function engineVersion(): string {
  const folder = dirname(createRequire(import.meta.url).resolve(ENGINE_NAME));
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
  throw new Error(`${ENGINE_NAME} has no version`);
}
