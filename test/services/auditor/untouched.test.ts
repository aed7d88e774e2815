import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

import { Rpc } from "../../../services/chain/rpc.ts";
import type { ClaimId } from "../../../services/domain/brand.ts";
import { verify } from "../../../services/auditor/verify/verify.ts";
import { openChain } from "../../../services/node/chain.ts";
import type { Chain } from "../../../services/node/chain.ts";
import { DEFAULTS } from "../../../services/node/config.ts";
import { Pool } from "../../../services/node/pool/pool.ts";
import { methods } from "../../../services/node/rpc/methods.ts";
import { listen } from "../../../services/node/rpc/server.ts";
import { Sealer } from "../../../services/node/sealer.ts";
import { startTestNetwork } from "../chain/network.ts";
import { indexAll } from "../indexer/indexed.ts";
import { Ledger, ROLE } from "../indexer/ledger.ts";
import { Exporter } from "./exported.ts";

const BLOCKS = 10_000;
/** As far back as a node that prunes still has state: Besu's default. */
const KEPT = 512n;

/** A chain in this process, so that blocks can be made as fast as the engine makes them. */
async function openFastChain() {
  const home = await mkdtemp(join(tmpdir(), "tallystick-untouched-"));
  const config = { ...DEFAULTS, home, heartbeatMs: 3_600_000 };
  const quiet = (): void => undefined;
  const chain = await openChain(config, quiet);
  const pool = new Pool(async (address) =>
    Number(await chain.engine.request("eth_getTransactionCount", [address, "latest"])),
  );
  const sealer = new Sealer(chain, pool, config, quiet, (error) => {
    throw error;
  });
  const server = await listen(methods({ chain, pool, sealer, config }), 0);
  const stop = async (): Promise<void> => {
    await server.close();
    await sealer.stop();
    await chain.journal.close();
    await rm(home, { recursive: true });
  };
  return { chain, sealer, network: await startTestNetwork({ url: server.url, rpc: new PruningRpc(server.url), stop }) };
}

/** Asks for no state older than a pruning node has. */
class PruningRpc extends Rpc {
  override async batch<T>(calls: Parameters<Rpc["batch"]>[0]): ReturnType<typeof Rpc.prototype.batch<T>> {
    const head = BigInt(await this.call<string>("eth_blockNumber"));
    for (const { method, params } of calls) {
      const block = params.at(-1);
      if (method !== "eth_getProof" && method !== "eth_getStorageAt") continue;
      if (typeof block === "string" && block.startsWith("0x") && BigInt(block) + KEPT < head)
        throw new RangeError(`the state of block ${block} was pruned`);
    }
    return super.batch<T>(calls);
  }
}

async function passBlocks({ engine }: Chain, count: number): Promise<void> {
  const { timestamp } = await engine.head();
  for (let block = 1; block <= count; block++) await engine.mine(timestamp + Math.floor(block / 2));
}

describe("a claim that nobody touches", function () {
  this.timeout(180_000);
  let exporter: Exporter;
  let claim: ClaimId;

  before(async () => {
    const { chain, sealer, network } = await openFastChain();
    const ledger = await Ledger.open(network);
    const [seller, debtor] = [await ledger.admit(ROLE.enterprise), await ledger.admit(ROLE.enterprise)];
    claim = await ledger.register(seller, debtor, 700n);
    exporter = await Exporter.open(ledger);
    await sealer.stop();
    await passBlocks(chain, BLOCKS);
    await indexAll(exporter.db, ledger);
  });
  after(() => exporter.clean.run());

  it(`is proven ${String(BLOCKS)} blocks later, from a node that has pruned its old state`, async () => {
    const report = verify(await exporter.bundle(claim), exporter.trust);
    expect(report.result).to.equal("proven");
    expect(Number(report.asOf.block)).to.be.greaterThan(BLOCKS);
    expect(report.timeline).to.have.lengthOf(1);
  });
});
