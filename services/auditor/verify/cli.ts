import { DomainError } from "../../domain/problem.ts";
import { readAccessLog } from "../format/accessLog.ts";
import { readCheckpoint } from "../format/checkpoint.ts";
import { readParts } from "../format/readParts.ts";
import { readTrust } from "../format/trust.ts";
import type { Trust } from "../format/trust.ts";
import { reportOnCheckpoint } from "./checkpointReport.ts";
import { auditReport } from "./html.ts";
import { human } from "./human.ts";
import type { Report } from "./report.ts";
import { verify } from "./verify.ts";

// Not as declarations: in the single file those would stand at its top, where a browser that loads it finds no such modules.
const { createHash } = await import("node:crypto");
const { createReadStream, readFileSync, statSync } = await import("node:fs");
const { parseArgs } = await import("node:util");

/** Exit codes: what a script needs to know. */
const PROVEN = 0;
const NOT_PROVEN = 1;
const UNREADABLE = 2;

const MEGABYTE = 1024 * 1024;
const DEFAULT_LIMIT = 64;

const USAGE = `node tallystick-verify.mjs BUNDLE --trust TRUST [--file INVOICE] [--json | --html] [--require QUESTION ...] [--max-megabytes N]
node tallystick-verify.mjs --checkpoint CHECKPOINT --trust TRUST [--access-log LOG]

Checks a proof bundle offline. TRUST says what you believe of the network; get it by another way than the bundle.
  --file           a file that is said to be the invoice: compared by its hash, if the bundle discloses that
  --html           print the report as a page, to be kept or put on paper
  --require        also refuse when this question was skipped: document, receipts, checkpoint, consensus
  --max-megabytes  refuse larger bundles (default ${DEFAULT_LIMIT}); memory needed is about four times the file
The second form checks a signed checkpoint, and that what it signed of an access log still stands in the log.
Exit code: 0 proven, 1 refused, 2 a file cannot be read or is no bundle.
`;

/** A command that cannot be carried out. */
class Unusable extends Error {
  override readonly name = "Unusable";
}

export async function main(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    if (!(error instanceof Unusable || error instanceof DomainError)) throw error;
    const at = error instanceof DomainError && error.field ? ` (at ${error.field})` : "";
    if (args.includes("--json")) say(JSON.stringify({ result: "unreadable", problem: error.message, at: at || null }));
    else process.stderr.write(`UNREADABLE: ${error.message}\n`);
    return UNREADABLE;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    process.stdout.write(USAGE);
    return PROVEN;
  }
  const trust = readTrust(readText(options.trust, MEGABYTE));
  if (options.bundle === undefined) return tellCheckpoint(options, trust);
  const { bundle, digest: sha256 } = await readLarge(options.bundle, options.megabytes * MEGABYTE);
  const report = verify(bundle, trust, options.file && (await sha256Of(options.file)));
  const unmet = report.verdicts.filter(
    ({ question, outcome }) => outcome === "skipped" && options.required.has(question),
  );
  const result: Report["result"] = unmet.length === 0 ? report.result : "refused";
  if (options.json) say(JSON.stringify({ ...report, result, sha256 }, null, 2));
  else if (options.html) say(auditReport({ ...report, result }, sha256));
  else {
    say(`Bundle     SHA-256 ${sha256}\n${human({ ...report, result })}`);
    for (const { question } of unmet) say(`Required and skipped: ${question}`);
  }
  return result === "proven" ? PROVEN : NOT_PROVEN;
}

/** A checkpoint by itself, and the log whose head it signed. */
function tellCheckpoint(options: NonNullable<ReturnType<typeof readOptions>>, trust: Trust): number {
  const limit = options.megabytes * MEGABYTE;
  const log = options.accessLog === undefined ? undefined : readAccessLog(readText(options.accessLog, limit));
  const report = reportOnCheckpoint(readCheckpoint(readText(options.checkpoint ?? "", MEGABYTE)), trust, log);
  say(options.json ? JSON.stringify(report, null, 2) : report.lines.join("\n"));
  return report.result === "proven" ? PROVEN : NOT_PROVEN;
}

function readOptions(args: readonly string[]) {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        trust: { type: "string" },
        file: { type: "string" },
        checkpoint: { type: "string" },
        "access-log": { type: "string" },
        json: { type: "boolean", default: false },
        html: { type: "boolean", default: false },
        require: { type: "string", multiple: true, default: [] },
        "max-megabytes": { type: "string", default: String(DEFAULT_LIMIT) },
        help: { type: "boolean", default: false },
      },
    });
  } catch (cause) {
    throw new Unusable(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`, { cause });
  }
  const { values, positionals } = parsed;
  if (values.help) return undefined;
  const [bundle, ...more] = positionals;
  const megabytes = Number(values["max-megabytes"]);
  const isOne = (bundle === undefined) === (values.checkpoint !== undefined);
  const hasLog = values["access-log"] !== undefined && values.checkpoint === undefined;
  if (!isOne || hasLog || more.length > 0 || values.trust === undefined || !(megabytes > 0)) throw new Unusable(USAGE);
  return {
    bundle,
    checkpoint: values.checkpoint,
    accessLog: values["access-log"],
    trust: values.trust,
    file: values.file,
    json: values.json,
    html: values.html,
    required: new Set(values.require),
    megabytes,
  };
}

function readText(file: string, limit: number): string {
  try {
    const { size } = statSync(file);
    if (size > limit) throw new Unusable(`${file} has ${size} bytes, and more than ${limit} are not read`);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (cause) {
    if (cause instanceof Unusable) throw cause;
    throw new Unusable(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** A bundle as it comes from the disk. */
async function readLarge(file: string, limit: number): ReturnType<typeof readParts> {
  try {
    const { size } = statSync(file);
    if (size > limit) throw new Unusable(`${file} has ${size} bytes, and more than ${limit} are not read`);
    return await readParts(createReadStream(file, { highWaterMark: MEGABYTE }));
  } catch (cause) {
    if (cause instanceof Unusable || cause instanceof DomainError) throw cause;
    throw new Unusable(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const part of createReadStream(file)) hash.update(part as Buffer);
  } catch (cause) {
    throw new Unusable(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  return hash.digest("hex");
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
