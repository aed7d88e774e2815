import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Settings } from "../../services/gateway/config.ts";

/** Where a service keeps its things: everything of an embedded network lies in one folder that only its user can read. */
export interface Home {
  readonly folder: string;
  readonly chain: string;
  readonly database: string;
  readonly manifest: string;
  readonly masterKey: string;
  /** API keys made at the first start. */
  readonly credentials: string;
  /** Where a running service takes orders of command-line tools. */
  readonly socket: string;
}

export function homeAt(folder: string): Home {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = (name: string): string => join(folder, name);
  return {
    folder,
    chain: at("chain"),
    database: at("database"),
    manifest: at("manifest.json"),
    masterKey: at("master.key"),
    credentials: at("credentials.json"),
    socket: at("admin.sock"),
  };
}

/** The key that encrypts all others: from the environment, else from a file that is made once. */
export function masterKeyOf(settings: Settings, home: Home): Uint8Array {
  if (settings.masterKey !== undefined) return Buffer.from(settings.masterKey.replace(/^0x/, ""), "hex");
  try {
    return Buffer.from(readFileSync(home.masterKey, "utf8").trim(), "hex");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  writeFileSync(home.masterKey, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  return masterKeyOf(settings, home);
}
