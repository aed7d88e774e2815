import { expect } from "chai";
import fc from "fast-check";

import { shareStates } from "../../../services/domain/guaranteeState.ts";
import { corpusFile, skipLoudly } from "../../services/domain/corpus.ts";
import { acknowledge, claimOf, give, pay, register } from "../support/claims.ts";
import { FACE, invoice } from "../support/invoices.ts";
import { loadFixture, now } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { accountOf, acts, cover, draw, entitled, guaranteedClaim } from "./acts.ts";
import type { Guaranteed, Layer } from "./acts.ts";

interface FirstLoss {
  readonly id: string;
  readonly kind: string;
  readonly input: {
    readonly face_minor: string;
    readonly debtor_paid_minor: string;
    readonly holders: readonly string[];
    readonly first_loss_cap_minor: string;
    readonly servicer_fee_minor: string;
  };
  readonly expected: { readonly guarantee_claim: string; readonly holders: readonly string[] };
}

const FILE = "vectors.json";

/** Another claim of the same ledger, over a face of its own. */
async function claimOver(ledger: Guaranteed, face: bigint): Promise<Guaranteed> {
  const of = invoice(ledger);
  const id = await register(ledger, of, { face });
  const claim = { ...ledger, of, id };
  await acknowledge(claim, id);
  return claim;
}

describe("Guarantees: published vectors", () => {
  const text = corpusFile(FILE);
  if (text === undefined) {
    skipLoudly(FILE);
    return;
  }
  const { vectors } = JSON.parse(text) as { vectors: FirstLoss[] };
  const chosen = vectors.filter(({ kind }) => kind === "first_loss_waterfall");

  it("are there", () => {
    expect(chosen.length).to.be.greaterThan(0);
  });

  for (const { id: name, input, expected } of chosen) {
    it(`${name}: the cover to the unit, each holder to less than one`, async () => {
      const ledger = await loadFixture(guaranteedClaim);
      const [face, paid] = [BigInt(input.face_minor), BigInt(input.debtor_paid_minor)];
      const claim = await claimOver(ledger, face);
      const others: Party[] = [ledger.financier, ledger.subSupplier];
      const holders = [...others.slice(0, input.holders.length - 1), ledger.supplier];
      for (const [at, holder] of holders.slice(0, -1).entries())
        await give(claim, claim.id, ledger.supplier, holder, BigInt(input.holders[at] ?? "0"));
      await cover(claim, [{ by: ledger.fund, cap: BigInt(input.first_loss_cap_minor) }]);
      if (paid !== 0n) await pay(claim, claim.id, paid);
      if (paid < face) await draw({ ...claim, subSupplier: ledger.supplier }, 1);
      expect(String((await accountOf(claim, 0)).paid)).to.equal(expected.guarantee_claim);
      // The ledger charges no servicer's fee: it comes off before, by the holders' units.
      const fee = BigInt(input.servicer_fee_minor);
      for (const [at, holder] of holders.entries()) {
        const units = BigInt(input.holders[at] ?? "0");
        const wanted = BigInt(expected.holders[at] ?? "0") + (fee * units) / face;
        const difference = (await entitled(claim, holder)) - wanted;
        expect(difference >= -1n && difference <= 1n, `${holder.name} differs by ${String(difference)}`).to.equal(true);
      }
    });
  }
});

describe("Guarantees: published splits", () => {
  const SPLITS: Readonly<Record<string, readonly (readonly [bps: bigint, part: bigint])[]>> = {
    // The bank's 26 and 60 parts are its own: a holder's retention is no layer.
    "Zhongshan, fund 54 : bank 26 : insurer 16 : appraiser 4": [
      [5_400n, 54_000n],
      [1_600n, 16_000n],
      [400n, 4_000n],
    ],
    "Zhuhai, bank 60 : fund 40": [[4_000n, 40_000n]],
    "the national fund's fifth": [[2_000n, 20_000n]],
  };
  for (const [name, parts] of Object.entries(SPLITS)) {
    it(name, async () => {
      const ledger = await loadFixture(guaranteedClaim);
      const guarantors = [ledger.fund, ledger.insurer, ledger.guarantor];
      await cover(
        ledger,
        parts.map(([bps], at) => ({ by: guarantors[at] ?? ledger.fund, bps })),
      );
      expect(await draw(ledger, parts.length)).to.deep.equal(parts.map(([, part]) => part));
      const covered = parts.reduce((sum, [, part]) => sum + part, 0n);
      expect(await entitled(ledger, ledger.subSupplier)).to.equal(covered / 4n);
      expect(FACE - covered).to.equal(FACE - (await claimOf(ledger, ledger.id)).covered);
    });
  }
});

describe("Guarantees: what the services compute", () => {
  const wish = fc.record({ bps: fc.bigInt(0n, 10_000n), cap: fc.bigInt(1n, FACE), weight: fc.bigInt(1n, 9n) });
  const story = fc.record({
    wishes: fc.array(wish, { minLength: 1, maxLength: 4 }),
    early: fc.bigInt(0n, FACE / 2n),
    late: fc.bigInt(1n, FACE / 2n),
  });

  async function states(ledger: Guaranteed, shares: number): Promise<{ chain: bigint[][]; services: bigint[][] }> {
    const { guarantees, id } = ledger;
    const { units, debtorPaid, diluted, sellerPaid, covered, status } = await claimOf(ledger, id);
    const given = await guarantees.struct<{ dueAt: bigint; demandedAt: bigint; paid: bigint }>("guaranteeOf", id);
    const [layers] = (await guarantees.read("layersOf", id)) as unknown as [Layer[]];
    const [asked] = (await guarantees.read("sharesOf", id)) as unknown as [{ layer: bigint; weight: bigint }[]];
    const accounts = await Promise.all(Array.from({ length: shares }, async (_, at) => accountOf(ledger, at)));
    const services = shareStates({
      loss: units - debtorPaid - diluted,
      missing: units - debtorPaid - sellerPaid - covered,
      returned: given.paid - covered,
      isOwed: status === 2n || status === 5n,
      dueAt: given.dueAt,
      demandedAt: given.demandedAt === 0n ? null : given.demandedAt,
      now: await now(),
      layers: layers.map(({ bps, cap, validUntil }) => ({ bps: Number(bps), cap, validUntil })),
      shares: asked.map(({ layer, weight }, at) => {
        const account = accounts[at];
        if (account === undefined) throw new Error(`no share ${String(at)}`);
        return { ...account, layer: Number(layer), weight };
      }),
    }).map(({ due, recoverable, releasable }) => [due, recoverable, releasable]);
    const chain: bigint[][] = [];
    for (let share = 0; share < shares; share++) {
      const views = ["dueOf", "recoverableOf", "releasableOf"];
      chain.push(await Promise.all(views.map(async (view) => guarantees.uint(view, id, share))));
    }
    return { chain, services };
  }

  it("is what the contract answers, before the demand, after it, and after a late payment", async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ wishes, early, late }) => {
        const ledger = await loadFixture(guaranteedClaim);
        const guarantors = [ledger.fund, ledger.guarantor, ledger.insurer, ledger.fund];
        await cover(
          ledger,
          wishes.map((one, at) => ({ ...one, layer: BigInt(at >> 1), by: guarantors[at] ?? ledger.fund })),
        );
        const check = async (): Promise<void> => {
          const { chain, services } = await states(ledger, wishes.length);
          expect(services).to.deep.equal(chain);
        };
        await check();
        if (early !== 0n) await pay(ledger, ledger.id, early);
        await draw(ledger, wishes.length);
        await check();
        const due = await ledger.servicing.uint("debtorDue", ledger.id);
        await pay(ledger, ledger.id, late < due ? late : due);
        await check();
        for (let share = 0; share < wishes.length; share++) {
          const back = await ledger.guarantees.uint("recoverableOf", ledger.id, share);
          if (back !== 0n) await acts(ledger, ledger.buyer, "recover", share);
        }
        await check();
      }),
      { numRuns: 15 },
    );
  });
});
