import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];

/** Where the browser is; undefined where there is none. */
export const chromium = (process.env["PATH"] ?? "")
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((file) => existsSync(file));

/** Runs the browser on a page with these flags, in a profile of its own. @returns what it printed */
export async function browse(url: string, ...flags: readonly string[]): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), "tallystick-browser-"));
  try {
    return await printed([...FLAGS, `--user-data-dir=${profile}`, ...flags, url]);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function printed(args: readonly string[]): Promise<string> {
  const child = spawn(chromium ?? "chromium", args, { stdio: ["ignore", "pipe", "ignore"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => {
      resolve();
    });
  });
  return output;
}

/** Declares tests that need the browser; where there is none they say so, and `REQUIRE_ALL=1` does not let that pass. */
export function inBrowser(suite: () => void): void {
  if (chromium !== undefined) {
    suite();
    return;
  }
  it("SKIPPED: no Chromium", function () {
    console.warn("SKIPPED: no Chromium on this machine (Debian: apt-get install chromium)");
    this.skip();
  });
}
