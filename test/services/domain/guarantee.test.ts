import { expect } from "chai";
import fc from "fast-check";

import { coverOf, coverWaterfall, recoveriesOf, sharesOf } from "../../../services/domain/guarantee.ts";
import type { Layer } from "../../../services/domain/guarantee.ts";
import { guaranteeFee } from "../../../services/domain/guaranteeFee.ts";
import { parseRational } from "../../../services/domain/rational.ts";
import { eachVector } from "./corpus.ts";
import { refused } from "./refusal.ts";

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
const bpsOf = (share: string): number => Number(parseRational(share).n * 10_000n) / Number(parseRational(share).d);

const amount = fc.bigInt(0n, 10n ** 12n);
const anyLayers: fc.Arbitrary<Layer[]> = fc.array(
  fc.record({ bps: fc.integer({ min: 0, max: 10_000 }), cap: amount }),
  { minLength: 1, maxLength: 8 },
);

interface FirstLoss {
  readonly face_minor: string;
  readonly debtor_paid_minor: string;
  readonly holders: readonly string[];
  readonly first_loss_cap_minor: string;
  readonly servicer_fee_minor: string;
}

interface FirstLossEnd {
  readonly guarantee_claim: string;
  readonly servicer_fee: string;
  readonly distributable: string;
  readonly holders: readonly string[];
  readonly unrecovered: string;
}

eachVector<FirstLoss, FirstLossEnd>("first_loss_waterfall", (given, expected) => {
  const found = coverWaterfall(
    BigInt(given.face_minor),
    BigInt(given.debtor_paid_minor),
    [{ bps: 0, cap: BigInt(given.first_loss_cap_minor) }],
    BigInt(given.servicer_fee_minor),
    given.holders.map(BigInt),
  );
  expect(String(found.claimed)).to.equal(expected.guarantee_claim);
  expect(String(found.fee)).to.equal(expected.servicer_fee);
  expect(String(found.distributable)).to.equal(expected.distributable);
  expect(found.holders.map(String)).to.deep.equal(expected.holders);
  expect(String(found.unrecovered)).to.equal(expected.unrecovered);
});

/** The bank's part is its own retention: no layer bears it. Everybody else's is a part of the loss. */
interface Split {
  readonly loan_loss: string;
  readonly shares?: Readonly<Record<"national_fund" | "bank_min" | "others", string>>;
  readonly bank_min?: string;
  readonly fund_max?: string;
  readonly provincial_min?: string;
}

eachVector<Split, Record<string, string>>("guarantee_split", (given, expected) => {
  const loss = BigInt(given.loan_loss);
  const { shares, bank_min = "0", fund_max = "0", provincial_min = "0" } = given;
  const rest = 10_000 - bpsOf(bank_min) - bpsOf(fund_max) - bpsOf(provincial_min);
  const parts = shares
    ? { national_fund: bpsOf(shares.national_fund), provincial_and_primary_guarantors: bpsOf(shares.others) }
    : { fund_max: bpsOf(fund_max), provincial_min: bpsOf(provincial_min), primary_guarantor_rest: rest };
  const borne = coverOf(
    Object.values(parts).map((bps) => ({ bps, cap: loss })),
    loss,
  );
  const found = Object.fromEntries(Object.keys(parts).map((name, at) => [name, String(borne[at])]));
  expect({ ...found, [shares ? "bank_min" : "bank"]: String(loss - sum(borne)) }).to.deep.equal(expected);
});

/** Tranches from the safest to the riskiest: the last bears a loss first, as the first layer of a guarantee does. */
type Tranches = readonly (readonly [name: string, size: string])[];

function lossesOf(tranches: Tranches, loss: bigint): Record<string, string> {
  const riskiestFirst = tranches.toReversed();
  const borne = coverOf(
    riskiestFirst.map(([, size]) => ({ bps: 0, cap: BigInt(size) })),
    loss,
  );
  return Object.fromEntries(riskiestFirst.map(([name], at) => [name, String(borne[at])]));
}

eachVector<{ loss: string; tranches: Tranches }, { loss_by_tranche: Record<string, string> }>(
  "loss_allocation",
  ({ loss, tranches }, expected) => {
    expect(lossesOf(tranches, BigInt(loss))).to.deep.equal(expected.loss_by_tranche);
  },
);

// A tranche's enhancement is the loss that it can see without bearing any of it: one unit more, and it bears that unit.
eachVector<{ pool: string; tranches: Tranches }, { credit_enhancement: readonly string[] }>(
  "subordination",
  ({ pool, tranches }, { credit_enhancement }) => {
    for (const [at, [name]] of tranches.entries()) {
      const spared = (BigInt(pool) * BigInt(bpsOf(credit_enhancement[at] ?? ""))) / 10_000n;
      expect(lossesOf(tranches, spared)[name], name).to.equal("0");
      expect(lossesOf(tranches, spared + 1n)[name], name).to.equal("1");
    }
  },
);

interface Fee {
  readonly guaranteed: string;
  readonly fund_share: string;
  readonly fee_rate_le_5m: string;
  readonly fee_rate_gt_5m: string;
}

eachVector<Fee, { fee: string }>("guarantee_fee", (given, { fee }) => {
  const tariff = {
    threshold: 5_000_000n,
    upTo: parseRational(given.fee_rate_le_5m),
    above: parseRational(given.fee_rate_gt_5m),
  };
  const share = parseRational(given.fund_share);
  expect(String(guaranteeFee(BigInt(given.guaranteed), share, tariff, "half-even"))).to.equal(fee);
  expect(guaranteeFee(5_000_001n, share, tariff, "down")).to.equal(5_000n);
});

describe("coverOf", () => {
  it("bears first losses and parts of the whole loss, in order", () => {
    const layers = [
      { bps: 0, cap: 10_000n },
      { bps: 4_000, cap: 100_000n },
      { bps: 0, cap: 5_000n },
    ];
    expect(coverOf(layers, 80_000n)).to.deep.equal([10_000n, 32_000n, 5_000n]);
    expect(coverOf(layers, 9_999n)).to.deep.equal([9_999n, 0n, 0n]);
    expect(coverOf(layers, 0n)).to.deep.equal([0n, 0n, 0n]);
  });

  it("divides the published Chinese models, the bank's part being its own retention", () => {
    const of = (bps: readonly number[]): bigint[] =>
      coverOf(
        bps.map((part) => ({ bps: part, cap: 1_000_000n })),
        1_000_000n,
      );
    // Zhongshan, fund : bank : insurer : appraiser 54 : 26 : 16 : 4.
    const zhongshan = of([5_400, 1_600, 400]);
    expect(zhongshan).to.deep.equal([540_000n, 160_000n, 40_000n]);
    expect(1_000_000n - sum(zhongshan)).to.equal(260_000n);
    // Zhuhai, bank 60, fund 40; the national fund's fifth.
    expect(of([4_000])).to.deep.equal([400_000n]);
    expect(of([2_000])).to.deep.equal([200_000n]);
  });

  it("never covers more than the loss, nor a layer more than its cap; a greater loss covers no less", () => {
    fc.assert(
      fc.property(anyLayers, amount, amount, (layers, loss, more) => {
        const borne = coverOf(layers, loss);
        expect(sum(borne) <= loss).to.equal(true);
        borne.forEach((part, at) => expect(part <= (layers[at]?.cap ?? 0n)).to.equal(true));
        expect(sum(coverOf(layers, loss + more)) >= sum(borne)).to.equal(true);
      }),
    );
  });

  it("refuses what is no layer and no loss", () => {
    expect(refused(() => coverOf([{ bps: 10_001, cap: 1n }], 1n))).to.equal("bad-layer");
    expect(refused(() => coverOf([{ bps: 0.5, cap: 1n }], 1n))).to.equal("bad-layer");
    expect(refused(() => coverOf([{ bps: 1, cap: -1n }], 1n))).to.equal("bad-layer");
    expect(refused(() => coverOf([], -1n))).to.equal("bad-amount");
  });
});

describe("sharesOf", () => {
  it("adds up to the layer exactly", () => {
    expect(sharesOf(100n, [1n, 1n, 1n])).to.deep.equal([33n, 33n, 34n]);
    fc.assert(
      fc.property(amount, fc.array(fc.bigInt(1n, 65_535n), { minLength: 1, maxLength: 8 }), (borne, weights) => {
        const shares = sharesOf(borne, weights);
        expect(sum(shares)).to.equal(borne);
        expect(shares.every((share) => share >= 0n)).to.equal(true);
      }),
    );
  });

  it("refuses shares without weight", () => {
    expect(refused(() => sharesOf(1n, []))).to.equal("bad-weights");
    expect(refused(() => sharesOf(1n, [1n, 0n]))).to.equal("bad-weights");
  });
});

describe("recoveriesOf", () => {
  it("makes the last layer whole before the one before it", () => {
    expect(recoveriesOf([40n, 20n, 10n], 25n)).to.deep.equal([0n, 15n, 10n]);
    expect(recoveriesOf([40n, 20n, 10n], 70n)).to.deep.equal([40n, 20n, 10n]);
    expect(refused(() => recoveriesOf([40n], 41n))).to.equal("bad-amount");
    expect(refused(() => recoveriesOf([40n], -1n))).to.equal("bad-amount");
  });
});

describe("coverWaterfall", () => {
  it("refuses more paid than the face", () => {
    expect(refused(() => coverWaterfall(1n, 2n, [], 0n, [1n]))).to.equal("bad-amount");
  });
});
