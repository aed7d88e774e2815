import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Credentials } from "../../../scripts/service/credentials.ts";

const START = fileURLToPath(new URL("../../../scripts/start.ts", import.meta.url));

/** `npm start` as a process of its own, which can be killed. */
export interface ServiceProcess {
  readonly url: string;
  readonly credentials: Credentials;
  readonly output: () => string;
  /** Ends service and chain at once, as a power cut would: no handler runs. */
  readonly kill: () => Promise<void>;
  /** Ctrl-C. @returns the exit code */
  readonly interrupt: () => Promise<number | null>;
}

export async function startProcess(home: string, env: NodeJS.ProcessEnv = {}): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [START], {
    env: {
      ...process.env,
      TALLYSTICK_HOME: home,
      TALLYSTICK_PORT: "0",
      TALLYSTICK_LOG: "info",
      TALLYSTICK_RATE_LIMIT: "1000000",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const url = await readyUrl(child, () => output);
  return {
    url,
    credentials: JSON.parse(readFileSync(join(home, "credentials.json"), "utf8")) as Credentials,
    output: () => output,
    kill: async () => {
      const pids = [child.pid, ...childrenOf(child.pid)];
      for (const pid of pids) if (pid !== undefined) process.kill(pid, "SIGKILL");
      await once(child, "close");
    },
    interrupt: async () => {
      child.kill("SIGINT");
      const [code] = (await once(child, "close")) as [number | null];
      return code;
    },
  };
}

async function readyUrl(child: ChildProcess, output: () => string): Promise<string> {
  for (;;) {
    const url = /^\s*API\s+(http:\S+)\/v1$/m.exec(output())?.[1];
    if (url !== undefined) return url;
    if (child.exitCode !== null) throw new Error(`the service did not start: ${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Processes whose parent is this one, from Linux's process table. */
function childrenOf(parent: number | undefined): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
      return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent;
    } catch {
      // It ended while we were looking.
      return false;
    }
  });
}
