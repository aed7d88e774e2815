import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { deploy } from "../../../services/chain/deploy.ts";
import { EMBEDDED } from "../../../services/chain/deployment/plan.ts";
import type { DeploymentPlan } from "../../../services/chain/deployment/plan.ts";
import { generateKey, LocalSigner } from "../../../services/chain/localSigner.ts";
import { currentVersion } from "../../../services/chain/manifest.ts";
import type { Manifest, Version } from "../../../services/chain/manifest.ts";
import { EMBEDDED_DELAYS } from "../../../services/chain/roles.ts";
import { Rpc } from "../../../services/chain/rpc.ts";
import type { Signer } from "../../../services/chain/signer.ts";
import { startNode } from "../../../services/node/start.ts";

export interface TestChain {
  readonly url: string;
  readonly rpc: Rpc;
  stop(): Promise<void>;
}

/** A chain of its own, in a folder of its own: its blocks do not wait, and come only with transactions. */
export async function startTestChain(): Promise<TestChain> {
  const home = await mkdtemp(join(tmpdir(), "tallystick-chain-test-"));
  const node = await startNode({ home, blockPeriodMs: 1, heartbeatMs: 3_600_000 });
  const stop = async (): Promise<void> => {
    await node.stop();
    await rm(home, { recursive: true });
  };
  return { url: node.url, rpc: new Rpc(node.url), stop };
}

export const newSigner = (): Signer => new LocalSigner(generateKey());

export interface TestNetwork extends TestChain {
  readonly plan: DeploymentPlan;
  readonly manifest: Manifest;
  readonly version: Version;
  readonly fingerprinter: Signer;
  readonly relayer: Signer;
}

export const FAR_FUTURE = 4_102_444_800n;

export function planOf(changes: Partial<DeploymentPlan> = {}): DeploymentPlan {
  const admission = { country: "DE", validUntil: FAR_FUTURE };
  return {
    network: "test",
    deployer: newSigner(),
    currencies: ["EUR", "JPY"],
    accounts: {
      operator: { ...admission, threshold: 1, signers: [newSigner()] },
      governor: { ...admission, threshold: 2, signers: [newSigner(), newSigner()] },
    },
    fingerprinter: newSigner().address,
    delays: EMBEDDED_DELAYS,
    ...changes,
  };
}

export async function startTestNetwork(running?: TestChain): Promise<TestNetwork> {
  const chain = running ?? (await startTestChain());
  const fingerprinter = newSigner();
  // Nobody can wait for a recovery on a chain whose clock is real.
  const delays = { ...EMBEDDED_DELAYS, recovery: 0 };
  const plan = planOf({ network: EMBEDDED, fingerprinter: fingerprinter.address, delays });
  const manifest = await deploy(chain.rpc, plan);
  return { ...chain, plan, manifest, version: currentVersion(manifest), fingerprinter, relayer: newSigner() };
}
