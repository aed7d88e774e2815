import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { DEFAULTS, formatConfig } from "./config.ts";
import type { NodeConfig } from "./config.ts";
import type { Log } from "./log.ts";
import type { NodeMessage } from "./messages.ts";
import { NodeRefusal } from "./refusal.ts";

export type StartOptions = Partial<NodeConfig> & { readonly home: string; readonly log?: Log };

/** How the node's process ended; `refusal` is its own account of why, if it could give one. */
export interface NodeExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly refusal?: NodeRefusal;
}

export interface RunningNode {
  readonly url: string;
  readonly chainId: number;
  readonly pid: number;
  /** Resolves when the process is gone, its last block finished. */
  stop(): Promise<void>;
  /** Resolves, never rejects, when the process is gone for whatever reason. */
  readonly exited: Promise<NodeExit>;
}

/**
 * Starts the embedded chain in a process of its own, which ends when this one does. Resolves once it answers, after the
 * journal is replayed.
 * @throws NodeRefusal with the node's reason.
 */
export async function startNode({ log = () => undefined, ...options }: StartOptions): Promise<RunningNode> {
  const config: NodeConfig = { ...DEFAULTS, ...options, home: resolve(options.home) };
  const child = launch(config);
  const { pid } = child;
  const { ready, exited } = follow(child, log);
  const url = await ready;
  if (pid === undefined) throw new NodeRefusal("exited", "the node has no process");
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await exited;
  };
  return { url, chainId: config.chainId, pid, stop, exited };
}

function launch(config: NodeConfig): ChildProcess {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  // The lock uses node:sqlite, which Node 22 still calls experimental on every start.
  const args = ["--disable-warning=ExperimentalWarning", main, ...formatConfig(config)];
  // In a process group of its own, so that Ctrl-C reaches the parent alone, which stops the node last.
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe", "ipc"], detached: true });
}

function follow(child: ChildProcess, log: Log): { ready: Promise<string>; exited: Promise<NodeExit> } {
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on("line", log);
  let refusal: NodeRefusal | undefined;
  const started = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<NodeExit>();
  child.on("message", (message: NodeMessage) => {
    if (message.kind === "log") log(message.line);
    else if (message.kind === "ready") started.resolve(message.url);
    else refusal = new NodeRefusal(message.code, message.message);
  });
  const end = (exit: NodeExit, reason: string): void => {
    started.reject(refusal ?? new NodeRefusal("exited", reason));
    ended.resolve({ ...exit, ...(refusal && { refusal }) });
  };
  child.on("error", (error) => {
    end({ code: null, signal: null }, `the node cannot be started: ${error.message}`);
  });
  // The last message may arrive after the process is gone; the channel closes behind it.
  const told = new Promise<void>((resolve) => child.once("disconnect", resolve));
  child.on("exit", (code, signal) => {
    const how = signal ?? `exit code ${String(code)}`;
    void told.then(() => {
      end({ code, signal }, `the node ended before it was ready (${how})`);
    });
  });
  return { ready: started.promise, exited: ended.promise };
}
