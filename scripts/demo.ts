import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { readSettings } from "../services/gateway/config.ts";
import type { Settings } from "../services/gateway/config.ts";
import { movableClock, moveOwnClock } from "./service/clock/movableClock.ts";
import { ensureArtifacts } from "./service/artifacts.ts";
import { readCredentials } from "./service/credentials.ts";
import { CannotStart, explain } from "./service/explain.ts";
import { homeAt } from "./service/files.ts";
import { makeLog } from "./service/log.ts";
import { progressTo, silently } from "./service/progress.ts";
import { startService } from "./service/startService.ts";
import { auction } from "./story/auction.ts";
import { StoryFailed } from "./story/client.ts";
import { storyInvoice } from "./story/invoice.ts";
import type { StoryInvoice } from "./story/invoice.ts";
import type { StoryNetwork, StoryStep } from "./story/story.ts";
import { defaultStory } from "./story/default.ts";
import { freeze } from "./story/freeze.ts";
import { facilityStory } from "./story/lending.ts";
import { lostKey } from "./story/lostKey.ts";
import { offlineProof } from "./story/offlineProof.ts";
import { ip } from "./story/ip.ts";
import { ipDefault } from "./story/ipDefault.ts";
import { marginCall } from "./story/marginCall.ts";
import { patentLapse } from "./story/patentLapse.ts";
import { pledge } from "./story/pledge.ts";
import { orders } from "./story/orders.ts";
import { policy } from "./story/policy.ts";
import { correctionStory } from "./story/correction.ts";
import { creditNoteStory } from "./story/creditNote.ts";
import { disputeStory } from "./story/dispute.ts";
import { recourseStory } from "./story/recourse.ts";
import { tiersStory } from "./story/tiers.ts";
import { wiresStory } from "./story/wires.ts";
import { tokenise } from "./story/tokenise.ts";

const STORIES = {
  tokenise,
  auction,
  dispute: disputeStory,
  tiers: tiersStory,
  "credit-note": creditNoteStory,
  correction: correctionStory,
  recourse: recourseStory,
  wires: wiresStory,
  "lost-key": lostKey,
  freeze,
  policy,
  orders,
  "offline-proof": offlineProof,
  pledge,
  facility: facilityStory,
  default: defaultStory,
  ip,
  "margin-call": marginCall,
  "patent-lapse": patentLapse,
  "ip-default": ipDefault,
};
/** Stories that need a network of their own, and why. */
const OWN_NETWORK: Partial<Record<keyof typeof STORIES, string>> = {
  "lost-key": "A recovery waits for seven days: starting a network of the demo's own, in which it waits for 8 seconds.",
  "offline-proof": "The service is deleted in this story: starting one of the demo's own, in a folder of its own.",
  ip: "A loan takes a year: starting a network of the demo's own, whose clock the story moves.",
  "margin-call": "A loan takes months: starting a network of the demo's own, whose clock the story moves.",
  "patent-lapse": "A loan takes months: starting a network of the demo's own, whose clock the story moves.",
  "ip-default": "A loan takes months: starting a network of the demo's own, whose clock the story moves.",
  facility: "A loan takes a year: starting a network of the demo's own, whose clock the story moves.",
  default: "A year goes by in this story: starting a network of the demo's own, whose clock is moved.",
};
const OF_PATENTS = ["ip", "margin-call", "patent-lapse", "ip-default"] as const;
/** Stories in which the clock of that network is moved. */
const MOVED: ReadonlySet<keyof typeof STORIES> = new Set(["facility", "default", ...OF_PATENTS]);
/** Seconds: nobody watches a demo for the seven days that a recovery waits elsewhere. */
const DEMO_RECOVERY_DELAY = 8;
const FIXTURE = new URL("../test/fixtures/invoices/harbour-steel-ubl.xml", import.meta.url);
const USAGE = `npm run demo -- [--json] [--invoice FILE] [--story ${Object.keys(STORIES).join("|")}]

Plays a story over HTTP: the main job, or an auction among five financiers, against the service that TALLYSTICK_PORT and TALLYSTICK_HOME point to, or against one of its own.
  --json     one JSON line a step
  --invoice  a UBL or CII invoice of your own; its parties are admitted under its identifiers
`;

interface Options {
  readonly json: boolean;
  readonly story: keyof typeof STORIES;
  readonly invoice: string | URL;
}

interface Stage extends StoryNetwork {
  readonly stop: () => Promise<void>;
}

const say = (text: string): void => {
  process.stdout.write(text);
};

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        json: { type: "boolean", default: false },
        story: { type: "string", default: "tokenise" },
        invoice: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return undefined;
    if (!Object.hasOwn(STORIES, values.story)) throw new Error(`there is no story "${values.story}"`);
    return { json: values.json, story: values.story as keyof typeof STORIES, invoice: values.invoice ?? FIXTURE };
  } catch (error) {
    throw new CannotStart(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, { cause: error });
  }
}

/** The running service that the environment points to, or one of our own on a free port. */
async function openStage({ json, story }: Options): Promise<Stage> {
  const settings = readSettings(process.env);
  const url = `http://${settings.host.includes(":") ? `[${settings.host}]` : settings.host}:${String(settings.port)}`;
  const why = OWN_NETWORK[story];
  if (why === undefined && (await isTallystick(url))) {
    if (!json) say(`Playing against ${url}, with the keys in ${settings.home}\n`);
    return {
      url,
      credentials: readCredentials(homeAt(settings.home).credentials),
      stop: async () => Promise.resolve(),
    };
  }
  if (!json) {
    say(
      `${why ?? `No service answers at ${url}: starting one for the demo, on a free port, in a folder of its own.`}\n\n`,
    );
  }
  const progress = json ? silently : progressTo(say);
  progress("building the contracts, if they have changed");
  await ensureArtifacts();
  const home = mkdtempSync(join(tmpdir(), "tallystick-demo-"));
  const clock = movableClock(join(home, "clock-shift"));
  if (MOVED.has(story)) await moveOwnClock(clock);
  const service = await startService(
    why === undefined ? { ...settings, home, port: 0 } : own(settings, home, story),
    "demo",
    makeLog("silent"),
    progress,
  );
  const stop = async (): Promise<void> => {
    await service.stop();
    rmSync(home, { recursive: true, force: true });
  };
  return {
    url: service.url,
    credentials: service.credentials,
    stop,
    letPass: clock.letPass,
    ...(why !== undefined && { end: stop }),
  };
}

/** On a database of its own: that of the environment may be a running service's. */
function own(settings: Settings, home: string, story: Options["story"]): Settings {
  const changed: Settings & { databaseUrl?: string } = {
    ...settings,
    home,
    port: 0,
    ...(story === "lost-key" && { recoveryDelay: DEMO_RECOVERY_DELAY }),
  };
  delete changed.databaseUrl;
  return changed;
}

/** Something else may listen there. */
async function isTallystick(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(5_000) });
    return Object.hasOwn((await answer.json()) as object, "mirrorPosition");
  } catch {
    // Nobody is there, or nobody that we know.
    return false;
  }
}

/** With an ending of its own, so that the story can be told again on one ledger, which knows every invoice for ever. */
function readDocument({ invoice }: Options): StoryInvoice {
  try {
    return storyInvoice(invoice, `-${randomBytes(3).toString("hex")}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotStart(`${String(invoice)} cannot be read as an invoice: ${why}`, { cause: error });
  }
}

function tell({ json }: Options, { step, title, lines, data }: StoryStep, number: number, ms: number): void {
  if (json) say(`${JSON.stringify({ number, step, ms, ...data })}\n`);
  else say(`\n${String(number)}. ${title}  (${String(ms)} ms)\n${lines.map((line) => `   ${line}\n`).join("")}`);
}

async function playOn(stage: Stage, options: Options, document: StoryInvoice): Promise<void> {
  let number = 0;
  let started = performance.now();
  for await (const step of STORIES[options.story](stage, document)) {
    tell(options, step, ++number, Math.round(performance.now() - started));
    started = performance.now();
  }
  if (!options.json) say("\nAll of it held.\n");
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) {
    say(USAGE);
    return;
  }
  const document = readDocument(options);
  const stage = await openStage(options);
  const interrupted = (): void => {
    void stage.stop().finally(() => process.exit(130));
  };
  process.once("SIGINT", interrupted);
  try {
    await playOn(stage, options, document);
  } finally {
    process.off("SIGINT", interrupted);
    await stage.stop();
  }
}

main().catch((error: unknown) => {
  const step = error instanceof StoryFailed ? error.step : undefined;
  const message = error instanceof StoryFailed ? error.message : explain(error);
  if (process.argv.includes("--json"))
    say(`${JSON.stringify({ failed: message, ...(step !== undefined && { step }) })}\n`);
  else process.stderr.write(`\nFAILED${step === undefined ? "" : ` at step "${step}"`}: ${message}\n`);
  process.exitCode = 1;
});
