import { spawn } from "node:child_process";

export interface Run {
  readonly code: number;
  readonly output: string;
}

/**
 * Runs the verifier in its folder with nothing of ours around it: no environment, and Node's permission model lets it read
 * that folder only, write nothing and start nothing.
 */
export async function runVerifier(folder: string, ...args: readonly string[]): Promise<Run> {
  const child = spawn(
    process.execPath,
    ["--permission", `--allow-fs-read=${folder}`, "tallystick-verify.mjs", ...args],
    { cwd: folder, env: {}, stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      resolve(status ?? 1);
    });
  });
  return { code, output };
}
