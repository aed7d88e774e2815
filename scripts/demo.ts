import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { readSettings } from "../services/gateway/config.ts";
import { ensureArtifacts } from "./service/artifacts.ts";
import { homeAt } from "./service/files.ts";
import { makeLog } from "./service/log.ts";
import { startService } from "./service/startService.ts";
import { storyInvoice } from "./story/invoice.ts";
import { tokenise } from "./story/tokenise.ts";
import type { StoryNetwork, StoryStep } from "./story/tokenise.ts";

const STORIES = { tokenise };
const FIXTURE = new URL("../test/fixtures/invoices/harbour-steel-ubl.xml", import.meta.url);

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false, description: "one JSON line a step" },
    story: { type: "string", default: "tokenise" },
    invoice: { type: "string" },
  },
} as const);

/** The running service that the environment points to, or one of our own on a free port. */
async function network(): Promise<StoryNetwork & { readonly stop: () => Promise<void> }> {
  const settings = readSettings(process.env);
  const running = await runningService(`http://127.0.0.1:${String(settings.port)}`, homeAt(settings.home).credentials);
  if (running) return { ...running, stop: async () => Promise.resolve() };
  await ensureArtifacts();
  const home = mkdtempSync(join(tmpdir(), "tallystick-demo-"));
  const service = await startService({ ...settings, home, port: 0, logLevel: "silent" }, "demo", makeLog("silent"));
  const stop = async (): Promise<void> => {
    await service.stop();
    rmSync(home, { recursive: true, force: true });
  };
  return { url: service.url, credentials: service.credentials, stop };
}

async function runningService(url: string, file: string): Promise<StoryNetwork | undefined> {
  const isUp = await fetch(`${url}/ready`).then(
    (response) => response.ok,
    () => false,
  );
  if (!isUp) return undefined;
  return { url, credentials: JSON.parse(readFileSync(file, "utf8")) as StoryNetwork["credentials"] };
}

function print(step: StoryStep, number: number, ms: number): void {
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ number, step: step.step, ms, ...step.data })}\n`);
    return;
  }
  process.stdout.write(`\n${String(number)}. ${step.title}  (${String(ms)} ms)\n`);
  for (const line of step.lines) process.stdout.write(`   ${line}\n`);
}

async function main(): Promise<void> {
  if (!Object.hasOwn(STORIES, values.story)) {
    throw new Error(`there is no story "${values.story}"; there is: ${Object.keys(STORIES).join(", ")}`);
  }
  const { stop, ...service } = await network();
  try {
    if (!values.json) process.stdout.write(`Playing against ${service.url}\n`);
    const invoice = storyInvoice(values.invoice ?? FIXTURE, `-${randomBytes(3).toString("hex")}`);
    let started = performance.now();
    let number = 0;
    for await (const step of STORIES[values.story as keyof typeof STORIES](service, invoice)) {
      print(step, ++number, Math.round(performance.now() - started));
      started = performance.now();
    }
    if (!values.json) process.stdout.write("\nAll of it held.\n");
  } finally {
    await stop();
  }
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(values.json ? `${JSON.stringify({ failed: message })}\n` : `\nFAILED: ${message}\n`);
  process.exitCode = 1;
});
