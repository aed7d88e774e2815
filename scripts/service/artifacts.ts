import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Builds the contracts if they have changed since the last build; the compiler comes with the dependencies. */
export async function ensureArtifacts(): Promise<void> {
  const hardhat = fileURLToPath(new URL("../../node_modules/hardhat/dist/src/cli.js", import.meta.url));
  await promisify(execFile)(process.execPath, [hardhat, "build", "--quiet", "--no-tests"], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  });
}
