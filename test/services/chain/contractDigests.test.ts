import { expect } from "chai";
import fc from "fast-check";

import type { ContractName } from "../../../services/chain/artifacts.ts";
import { cancelDigest, fingerprintDigest, intentDigest, possessionDigest } from "../../../services/chain/intents.ts";
import { signingDomain } from "../../../services/chain/manifest.ts";
import { readView } from "../../../services/chain/view.ts";
import type { Address, EntityId } from "../../../services/domain/brand.ts";
import { addresses, fingerprints, hashes, intents } from "./arbitraries.ts";
import { startTestNetwork } from "./network.ts";
import type { TestNetwork } from "./network.ts";

const RUNS = { numRuns: 20 };

describe("digests computed by the contracts themselves", () => {
  let network: TestNetwork;

  before(async () => {
    network = await startTestNetwork();
  });
  after(() => network.stop());

  const onChain = (contract: ContractName, address: Address, name: string, args: readonly unknown[]) =>
    readView(network.rpc, { contract, address, name, args });

  it("equal ours for intents and cancellations", async () => {
    const { operator } = network.version.accounts;
    const domain = signingDomain(network.manifest, operator);
    await fc.assert(
      fc.asyncProperty(intents, async (intent) => {
        expect(await onChain("PartyAccount", operator, "digestOf", [intent])).to.equal(intentDigest(domain, intent));
        // The contract takes the epoch from its own state: 1, since admission.
        const expected = cancelDigest(domain, { ...intent, epoch: 1 });
        const cancelled = await onChain("PartyAccount", operator, "cancelDigestOf", [intent.id, intent.deadline]);
        expect(cancelled).to.equal(expected);
      }),
      RUNS,
    );
  });

  it("equal ours for proofs of possession", async () => {
    const { parties } = network.version.contracts;
    const domain = signingDomain(network.manifest, parties);
    await fc.assert(
      fc.asyncProperty(hashes, addresses, async (entity, signer) => {
        const expected = possessionDigest(domain, entity as string as EntityId, signer);
        expect(await onChain("Parties", parties, "possessionDigestOf", [entity, signer])).to.equal(expected);
      }),
      RUNS,
    );
  });

  it("equal ours for fingerprints", async () => {
    const address = network.version.contracts.fingerprints;
    const domain = signingDomain(network.manifest, address);
    await fc.assert(
      fc.asyncProperty(fingerprints, async (fingerprint) => {
        const expected = fingerprintDigest(domain, fingerprint);
        expect(await onChain("Fingerprints", address, "digestOf", [fingerprint])).to.equal(expected);
      }),
      RUNS,
    );
  });
});
