import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

import { startProcess } from "./support/process.ts";
import type { ServiceProcess } from "./support/process.ts";

const script = (name: string): string => fileURLToPath(new URL(`../../scripts/${name}.ts`, import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function runs(name: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [script(name), ...args], { env: { ...process.env, ...env } });
  const told = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (told.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (told.err += text));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, ...told };
}

/** Ended with a sentence about what to do, and nothing for a debugger. */
function expectSentence({ code, out, err }: Ended, ...says: RegExp[]): void {
  expect(code).to.equal(1);
  expect(err + out).not.to.match(/^\s+at /m);
  for (const sentence of says) expect(err).to.match(sentence);
}

async function taken(): Promise<{ server: Server; port: string }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: String((server.address() as AddressInfo).port) };
}

describe("Starting tells what it does, and what is in its way", function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), "tallystick-start-"));
  const home = join(folder, "home");
  let service: ServiceProcess;
  let isRunning = true;
  before(async () => {
    service = await startProcess(home);
  });
  after(async () => {
    if (isRunning) await service.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const portOf = ({ url }: ServiceProcess): string => new URL(url).port;

  it("the first start says what takes its time", () => {
    expect(service.output()).to.match(/\d\.\d s {2}building the contracts/);
    for (const stage of ["starting the chain", "opening the database", "deploying the contracts"]) {
      expect(service.output()).to.contain(stage);
    }
  });

  it("a second start on the same folder, and one on a port in use, end at once and leave nothing behind", async () => {
    expectSentence(
      await runs("start", { TALLYSTICK_HOME: home, TALLYSTICK_PORT: "0" }),
      /is running on .*home already/,
    );
    const { server, port } = await taken();
    const other = join(folder, "other");
    expectSentence(
      await runs("start", { TALLYSTICK_HOME: other, TALLYSTICK_PORT: port }),
      new RegExp(`127.0.0.1:${port} is in use`),
    );
    server.close();
    expect(readdirSync(other)).to.deep.equal([]);
  });

  it("a setting that cannot be is named", async () => {
    expectSentence(
      await runs("start", { TALLYSTICK_PORT: "70000" }),
      /TALLYSTICK_PORT is not as it must be: port, up to 65535/,
    );
    expectSentence(
      await runs("start", { TALLYSTICK_HOST: "203.0.113.9", TALLYSTICK_HOME: folder }),
      /cannot listen on 203\.0\.113\.9/,
    );
  });

  it("the demo against a service of another folder says which file it misses", async () => {
    const env = { TALLYSTICK_HOME: join(folder, "other"), TALLYSTICK_PORT: portOf(service) };
    expectSentence(await runs("demo", env), /other\/credentials\.json.*TALLYSTICK_HOME is the service's folder/);
    expectSentence(await runs("demo", env, "--jsn"), /Unknown option '--jsn'/);
    expectSentence(await runs("demo", env, "--invoice", "/nowhere.xml"), /\/nowhere\.xml cannot be read as an invoice/);
  });

  it("the demo names the step that failed, for people and for programs, and exits with 1", async () => {
    const env = { TALLYSTICK_HOME: home, TALLYSTICK_PORT: portOf(service) };
    const creditNote = fileURLToPath(new URL("../fixtures/invoices/harbour-steel-credit-note.xml", import.meta.url));
    const people = await runs("demo", env, "--invoice", creditNote);
    expectSentence(people, /FAILED at step "register": .*not-financeable/);
    const programs = await runs("demo", env, "--json", "--invoice", creditNote);
    expect(programs.code).to.equal(1);
    const lines = programs.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ step }) => step)).to.deep.equal(["admit", "register"]);
    expect(lines.at(-1)?.["failed"]).to.contain("not-financeable");
  });

  it("the demo with --json prints a line a step and nothing else", async () => {
    const { code, out, err } = await runs(
      "demo",
      { TALLYSTICK_HOME: home, TALLYSTICK_PORT: portOf(service) },
      "--json",
    );
    expect([code, err]).to.deep.equal([0, ""]);
    const steps = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { step: string; number: number; ms: number });
    expect(steps.map(({ number }) => number)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const { ms } of steps) expect(ms).to.be.a("number");
  });

  it("a damaged file of first keys is named at the next start", async () => {
    expect(await service.interrupt()).to.equal(0);
    isRunning = false;
    writeFileSync(join(home, "credentials.json"), "{");
    expectSentence(
      await runs("start", { TALLYSTICK_HOME: home, TALLYSTICK_PORT: "0" }),
      /credentials\.json.*cannot be read/,
    );
  });
});
