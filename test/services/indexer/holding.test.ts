import { expect } from "chai";
import fc from "fast-check";
import type { Address, ClaimId } from "../../../services/domain/brand.ts";
import { ZERO_ADDRESS } from "../../../services/indexer/decode/words.ts";
import { moveUnits, needHolding } from "../../../services/indexer/project/holding.ts";
import { openMirror } from "../../../services/indexer/project/mirror.ts";
import type { Mirror } from "../../../services/indexer/project/mirror.ts";
import { registered } from "../../../services/indexer/project/receivables/registered.ts";
import { addressOf, hashOf } from "./fakeManifest.ts";

const ID = hashOf("1") as string as ClaimId;
const FACE = 1_000n;
const HOLDERS = ["a", "b", "c"].map(addressOf);
const [SELLER = ZERO_ADDRESS] = HOLDERS;

interface Step {
  readonly from: number;
  readonly to: number;
  readonly part: number;
  readonly pay: bigint;
}

const steps = fc.array(
  fc.record<Step>({ from: fc.nat(2), to: fc.nat(2), part: fc.nat(100), pay: fc.bigInt(0n, 60n) }),
  { maxLength: 30 },
);

/** Without a database: every row that is asked for is not there yet. */
async function openClaim(): Promise<Mirror> {
  const mirror = openMirror();
  for (const holder of HOLDERS) needHolding(mirror, ID, holder);
  const nothing = { query: () => Promise.resolve([]) };
  await mirror.claims.load(nothing);
  await mirror.holdings.load(nothing);
  const args = { id: 1n, seller: SELLER, debtor: SELLER, currency: "EUR", face: FACE, dueAt: 1n, sameNumber: false };
  registered.apply({ args, contract: { address: SELLER }, block: 1n, at: 1n } as never, mirror);
  moveUnits(mirror, ID, ZERO_ADDRESS, SELLER, FACE);
  return mirror;
}

const pay = ({ claims }: Mirror, amount: bigint): bigint => {
  const due = FACE - claims.get({ id: ID }).debtorPaid;
  const paid = amount < due ? amount : due;
  claims.change({ id: ID }, { debtorPaid: FACE - due + paid });
  return paid;
};

const holdingOf = ({ holdings }: Mirror, holder: Address) => holdings.find({ claimId: ID, holder });

/** What the view mirror.positions computes, before the division. */
const entitledTo = (mirror: Mirror, holder: Address): bigint => {
  const { units, correction } = holdingOf(mirror, holder) ?? { units: 0n, correction: 0n };
  return units * mirror.claims.get({ id: ID }).debtorPaid + correction;
};

describe("units of a claim", () => {
  it("earn for whoever holds them at each payment, in proportion, however they move", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (played) => {
        const mirror = await openClaim();
        const earned = new Map(HOLDERS.map((holder) => [holder, 0n]));
        for (const { from, to, part, pay: amount } of played) {
          const [source, target] = [HOLDERS[from] ?? SELLER, HOLDERS[to] ?? SELLER];
          const held = holdingOf(mirror, source)?.units ?? 0n;
          moveUnits(mirror, ID, source, target, (held * BigInt(part)) / 100n);
          const paid = pay(mirror, amount);
          for (const holder of HOLDERS) {
            const units = holdingOf(mirror, holder)?.units ?? 0n;
            earned.set(holder, (earned.get(holder) ?? 0n) + units * paid);
          }
        }
        for (const holder of HOLDERS) expect(entitledTo(mirror, holder)).to.equal(earned.get(holder));
      }),
    );
  });

  it("burnt by an acknowledgement for less leave the seller all that was paid before", async () => {
    const mirror = await openClaim();
    pay(mirror, 300n);
    mirror.claims.change({ id: ID }, { status: "acknowledged", units: 700n });
    moveUnits(mirror, ID, SELLER, ZERO_ADDRESS, 300n);
    expect(entitledTo(mirror, SELLER) / 700n).to.equal(300n);
  });

  it("burnt by a redemption leave the holder what they have earned", async () => {
    const mirror = await openClaim();
    pay(mirror, 400n);
    mirror.claims.change({ id: ID }, { status: "settled" });
    moveUnits(mirror, ID, SELLER, ZERO_ADDRESS, FACE);
    expect(entitledTo(mirror, SELLER) / FACE).to.equal(400n);
  });
});
