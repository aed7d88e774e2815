import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { generateKey } from "../../../services/chain/localSigner.ts";
import { readManifest } from "../../../services/chain/manifestFile.ts";
import { SHARED_DELAYS } from "../../../services/chain/roles.ts";
import { toHex } from "../../../services/domain/hex.ts";
import { startTestChain } from "./network.ts";
import type { TestChain } from "./network.ts";

const SCRIPT = fileURLToPath(new URL("../../../scripts/deploy.ts", import.meta.url));

const newKey = (): string => toHex(generateKey());

const environment = (): Record<string, string> => ({
  TALLYSTICK_DEPLOYER_KEY: newKey(),
  TALLYSTICK_OPERATOR_KEYS: newKey(),
  TALLYSTICK_GOVERNOR_KEYS: `${newKey()},${newKey()}`,
  TALLYSTICK_FINGERPRINTER: `0x${"fe".repeat(20)}`,
  TALLYSTICK_COUNTRY: "SE",
  TALLYSTICK_VALID_UNTIL: "4102444800",
  TALLYSTICK_CURRENCIES: "SEK",
});

function run(args: readonly string[], env: Record<string, string>): Promise<{ failed: boolean; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, ...args], { env }, (error, stdout, stderr) => {
      resolve({ failed: error !== null, output: stdout + stderr });
    });
  });
}

describe("the deploy script", () => {
  let chain: TestChain;
  let folder: string;

  before(async () => {
    chain = await startTestChain();
    folder = await mkdtemp(join(tmpdir(), "tallystick-deployments-"));
  });
  after(async () => {
    await chain.stop();
    await rm(folder, { recursive: true });
  });

  it("deploys once, with a shared network's delays, and afterwards only checks", async () => {
    const args = ["--rpc", chain.url, "--network", "pilot", "--folder", folder];
    const first = await run(args, environment());
    expect(first.output).to.include("deployed pilot to chain");
    const manifest = await readManifest(join(folder, "pilot.json"));
    expect(manifest?.versions[0].delays).to.deep.equal(SHARED_DELAYS);
    expect(Object.keys(manifest?.versions[0].contracts.cash ?? {})).to.deep.equal(["SEK"]);

    // Without any key: it could not send if it wanted to.
    const second = await run(args, {});
    expect(second).to.include({ failed: false }).and.to.have.property("output").that.includes("pilot is deployed");
    expect(await readManifest(join(folder, "pilot.json"))).to.deep.equal(manifest);
  });

  it("fails without its keys, naming them, and writes nothing", async () => {
    const rest = { ...environment(), TALLYSTICK_DEPLOYER_KEY: "" };
    const { failed, output } = await run(["--rpc", chain.url, "--network", "other", "--folder", folder], rest);
    expect(failed).to.equal(true);
    expect(output).to.match(/^missing from the environment: TALLYSTICK_DEPLOYER_KEY \(.*\)\n$/);
    expect(await readManifest(join(folder, "other.json"))).to.equal(undefined);
  });

  it("fails with its usage when told too little, or a name that is no file name", async () => {
    for (const args of [[], ["--rpc", chain.url], ["--rpc", chain.url, "--network", "../pilot"]]) {
      const { failed, output } = await run(args, environment());
      expect(failed).to.equal(true);
      expect(output).to.match(/^usage: node scripts\/deploy\.ts/);
    }
  });
});
