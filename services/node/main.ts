/**
 * The node as a process: `node services/node/main.ts --home FOLDER [--port N] [--chain-id N] ...`.
 * Started by `startNode` it reports over IPC and ends with its parent; alone it prints, and ends on a signal.
 */
import { parseConfig } from "./config.ts";
import type { NodeMessage } from "./messages.ts";
import { openNode } from "./node.ts";
import type { OpenNode } from "./node.ts";
import { messageOf, NodeRefusal } from "./refusal.ts";

/** Milliseconds; the journal makes ending at any moment safe, so a hanging close is cut short. */
const CLOSE_LIMIT = 10_000;

/** A node that was started by another process never prints: that process may be gone, and its pipes with it. */
const supervised = process.send !== undefined;

let node: OpenNode | undefined;
let closing = false;

function tell(message: NodeMessage, done: () => void = () => undefined): void {
  // A send that fails means that the parent is gone, which "disconnect" tells as well.
  if (supervised) process.send?.(message, undefined, undefined, done);
  else if (message.kind === "refused") process.stderr.write(`${message.message}\n`, done);
  else process.stdout.write(message.kind === "log" ? `${message.line}\n` : `listening on ${message.url}\n`, done);
}

function log(line: string): void {
  tell({ kind: "log", line });
}

function fail(error: unknown): void {
  const code = error instanceof NodeRefusal ? error.code : "engine-failed";
  tell({ kind: "refused", code, message: messageOf(error) }, () => process.exit(1));
}

function close(): void {
  if (closing) return;
  closing = true;
  setTimeout(() => process.exit(1), CLOSE_LIMIT).unref();
  // While replaying there is nothing to finish.
  if (!node) process.exit(0);
  node.close().then(() => process.exit(0), fail);
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, close);
process.on("disconnect", close);

try {
  const config = parseConfig(process.argv.slice(2));
  log(`embedded chain ${config.chainId}: ONE OPERATOR, NO CONSENSUS`);
  node = await openNode(config, log, fail);
  tell({ kind: "ready", url: node.url });
} catch (error) {
  fail(error);
}
