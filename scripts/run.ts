import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs a tool of node_modules, or a script, with this very Node; shows its output as it comes if `show`. */
export async function run(
  entry: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; show?: boolean; cwd?: string } = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (options.show) process.stdout.write(text);
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      resolve(status ?? 1);
    });
  });
  return { code, output };
}

/** The command-line entry of a package, as its package.json says. */
export const tool = (path: string): string => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));

export const HARDHAT = tool("hardhat/dist/src/cli.js");
export const MOCHA = tool("mocha/bin/mocha.js");
