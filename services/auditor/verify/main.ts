/**
 * Entry of the single file `tallystick-verify.mjs`: a command under Node, a module everywhere else. It imports nothing that a
 * browser lacks before it knows that it is run as a command.
 */
export { readBundle } from "../format/bundle.ts";
export { readTrust } from "../format/trust.ts";
export { auditReport } from "./html.ts";
export { human } from "./human.ts";
export { verify } from "./verify.ts";

interface NodeProcess {
  readonly argv?: readonly string[];
  exitCode?: number;
}

const { process: host } = globalThis as { process?: NodeProcess };
const [, script = "", ...args] = host?.argv ?? [];

if (host && script.endsWith("tallystick-verify.mjs") && import.meta.url.endsWith("tallystick-verify.mjs")) {
  const { main } = await import("./cli.ts");
  host.exitCode = await main(args);
}
