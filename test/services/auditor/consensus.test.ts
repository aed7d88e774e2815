import { RLP } from "@ethereumjs/rlp";
import { expect } from "chai";

import { generateKey, LocalSigner } from "../../../services/chain/localSigner.ts";
import { readBundle } from "../../../services/auditor/format/bundle.ts";
import type { Trust } from "../../../services/auditor/format/trust.ts";
import { verify } from "../../../services/auditor/verify/verify.ts";
import type { Address, Hex } from "../../../services/domain/brand.ts";
import { fromHex, toHex } from "../../../services/domain/hex.ts";
import { qbftSealHash } from "../../../services/evm/qbft.ts";
import { parsed, TRUST } from "./vector.ts";

/** Validators of our own, with real keys; the state they seal is the vector's. */
const validators = Array.from({ length: 4 }, () => new LocalSigner(generateKey()));
const stranger = new LocalSigner(generateKey());
const addresses = validators.map(({ address }) => address);

const trusting = (...sets: readonly (readonly [fromBlock: bigint, addresses: readonly Address[]])[]): Trust => ({
  ...TRUST,
  consensus: { kind: "qbft", validators: sets.map(([fromBlock, of]) => ({ fromBlock, addresses: of })) },
});
const TRUSTING = trusting([0n, addresses]);

interface Sealing {
  readonly named?: readonly Address[];
  readonly round?: number;
  /** The round that the block says, where it is not the one that was sealed. */
  readonly shownRound?: number;
  readonly by?: readonly LocalSigner[];
}

const extraData = (named: readonly Address[], round: number, seals: readonly Uint8Array[]): Hex =>
  toHex(RLP.encode([new Uint8Array(32), named.map((address) => fromHex(address)), [], round, [...seals]]));

/** The vector, its block sealed by validators instead of signed by an operator. */
async function sealed({ named = addresses, round = 0, shownRound = round, by = validators.slice(0, 3) }: Sealing) {
  const bundle = parsed();
  bundle.checkpoint = null;
  bundle.labels = {};
  const header = { ...readBundle(JSON.stringify(parsed())).block, extraData: extraData(named, round, []) };
  const seals = await Promise.all(
    by.map(async (signer) => {
      const signature = fromHex(await signer.sign(qbftSealHash(header)));
      return Uint8Array.of(...signature.subarray(0, 64), (signature[64] ?? 0) - 27);
    }),
  );
  bundle.block.extraData = extraData(named, shownRound, seals);
  return readBundle(JSON.stringify(bundle));
}

async function consensusOf(sealing: Sealing, trust: Trust = TRUSTING): Promise<readonly [string, string, string]> {
  const { result, verdicts } = verify(await sealed(sealing), trust);
  const verdict = verdicts.find(({ question }) => question === "consensus");
  return [result, verdict?.outcome ?? "", verdict?.detail ?? ""];
}

describe("the consensus of validators", () => {
  it("passes with two thirds of the trusted validators, in whatever round", async () => {
    for (const round of [0, 1, 300]) {
      const [result, outcome, detail] = await consensusOf({ round });
      expect([result, outcome]).to.deep.equal(["proven", "passed"]);
      expect(detail).to.match(/^3 of 4 trusted validators/);
    }
    expect((await consensusOf({ by: validators }))[1]).to.equal("passed");
  });

  it("passes where a contract keeps the list and the block names nobody", async () => {
    expect((await consensusOf({ named: [] }))[1]).to.equal("passed");
  });

  const [first, second, third] = validators as [LocalSigner, LocalSigner, LocalSigner];
  const refused: Record<string, readonly [why: RegExp, sealing: Sealing, trust?: Trust]> = {
    "fewer seals": [/2 of 4 validators .* 3 are needed/, { by: [first, second] }],
    "no seals": [/0 of 4/, { by: [] }],
    "a seal repeated": [/twice/, { by: [first, second, second] }],
    "a stranger's seal": [/no trusted validator/, { by: [first, second, stranger] }],
    "a stranger's seal beside enough others": [/no trusted validator/, { by: [first, second, third, stranger] }],
    "seals of another round": [/no trusted validator/, { round: 1, shownRound: 2 }],
    "a validator set of its own": [/other validators/, { named: [stranger.address], by: [stranger] }],
    "a validator left out of the block's list": [/other validators/, { named: addresses.slice(1) }],
    "a stale validator set": [
      /other validators/,
      {},
      trusting([0n, addresses], [1n, [...addresses.slice(0, 3), stranger.address]]),
    ],
    "a validator set of a later time": [/no validators are trusted/, {}, trusting([1_000_000n, addresses])],
    "no trusted validators": [/no validators are trusted/, {}, trusting()],
  };
  for (const [what, [why, sealing, trust]] of Object.entries(refused)) {
    it(`fails with ${what}`, async () => {
      const [result, outcome, detail] = await consensusOf(sealing, trust);
      expect([result, outcome]).to.deep.equal(["refused", "failed"]);
      expect(detail).to.match(why);
    });
  }

  it("takes the set that was trusted last before the block, in whatever order they are listed", async () => {
    const trust = trusting([1n, addresses], [0n, [stranger.address]], [1_000_000n, [stranger.address]]);
    expect((await consensusOf({}, trust))[1]).to.equal("passed");
  });

  it("is not taken from a single operator: nothing is passed, and it says why", () => {
    const { verdicts } = verify(readBundle(JSON.stringify(parsed())), TRUST);
    expect(verdicts.find(({ question }) => question === "consensus")).to.include({
      outcome: "skipped",
      detail: "single operator",
    });
  });

  it("fails for an operator's block where validators are trusted", () => {
    const { result, verdicts } = verify(readBundle(JSON.stringify(parsed())), TRUSTING);
    expect(result).to.equal("refused");
    expect(verdicts.find(({ question }) => question === "consensus")?.outcome).to.equal("failed");
  });
});
