import { expect } from "chai";
import { id as hashOf } from "ethers";

import { record } from "../Assets/acts.ts";
import { freeze } from "../ClaimToken/standing.ts";
import { drawOf, request } from "../Facilities/lending.ts";
import { USD } from "../support/ledger.ts";
import { loadFixture, wait } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { anotherAsset, attach, countable, inDays, lienOf, Policy, secured, value } from "./secured.ts";

describe("Collateral.attach", () => {
  it("counts an active lien of the agent for the facility, and tells it in the facility's history", async () => {
    const ledger = await loadFixture(secured);
    const { facilities, lenders, id, asset } = ledger;
    const lien = await lienOf(ledger);
    const before = await facilities.struct<{ seq: bigint; status: bigint }>("facility", id);
    const signed = await lenders[0].signs([ledger.collateral.call("attach", id, lien)]);
    const receipt = await lenders[0].submits(signed);
    const [told] = facilities.events(receipt, "CollateralAttached");
    expect(told).to.deep.equal({
      id,
      seq: before.seq + 1n,
      intent: signed.intent.id,
      lien,
      asset,
      amount: 60_000_000n,
    });
    const after = await facilities.struct<{ seq: bigint; status: bigint }>("facility", id);
    expect([after.seq, after.status]).to.deep.equal([before.seq + 1n, before.status]);
    await expectRefusal(attach(ledger, lien, ledger.borrower), "AlreadyAttached", id, lien);
  });

  it("refuses what is not the facility's: another's lien, another debt, another currency, one not registered", async () => {
    const ledger = await loadFixture(secured);
    const { id, lenders, collateral } = ledger;
    const others = [
      await lienOf(ledger, { debt: hashOf("another loan") }, { sequence: 1n }),
      await lienOf(ledger, { currency: USD }, { sequence: 2n }),
      await lienOf(ledger, {}, { sequence: 3n }, lenders[1]),
    ];
    for (const lien of others) await expectRefusal(attach(ledger, lien), "NotForFacility", id, lien);
    await expectRefusal(attach(ledger, 99n), "NotForFacility", id, 99n);
    const mine = await lienOf(ledger, {}, { sequence: 4n });
    await expectRefusal(attach(ledger, mine, lenders[1]), "NotBorrowerOrAgent", id, lenders[1].address);
    await expectRefusal(lenders[0].acts(collateral.call("attach", 5n, mine)), "UnknownDebt", 5n);
    await freeze(ledger, lenders[0]);
    await expectRefusal(attach(ledger, mine), "CannotAttach", lenders[0].address);
  });

  it("takes sixteen; one that is released makes room", async () => {
    const ledger = await loadFixture(secured);
    const { id, assets, lenders } = ledger;
    let { asset } = ledger;
    const liens: bigint[] = [];
    for (let at = 0; at < 17; at++) {
      if (at % 8 === 0) asset = await anotherAsset(ledger, `9${String(at)}`);
      liens.push(await lienOf(ledger, { amount: 1n, asset }, { sequence: BigInt(at) }));
    }
    for (const lien of liens.slice(0, 16)) await attach(ledger, lien);
    const [first = 0n] = liens;
    const last = liens[16] ?? 0n;
    await expectRefusal(attach(ledger, last), "TooManyAttached", id, 16n);
    await lenders[0].acts(assets.call("release", first, hashOf("released")));
    await attach(ledger, last);
    const [attached] = (await ledger.collateral.read("attachedTo", id)) as unknown as [bigint[]];
    expect([...attached].toSorted((a, b) => Number(a - b))).to.deep.equal(liens.slice(1));
  });
});

describe("What collateral counts for", () => {
  it("is what a lien secures, as far as the liens before it leave of the valuation that the policy names", async () => {
    const ledger = await loadFixture(secured);
    const { lenders } = ledger;
    const officialAt = await inDays(-1n);
    const lien = await lienOf(ledger, {}, { officialAt, sequence: 5n });
    await attach(ledger, lien);
    expect(await countable(ledger)).to.equal(0n);
    await value(ledger, 50_000_000n, { date: await inDays(-9n) });
    await value(ledger, 90_000_000n, { date: await inDays(-1n) });
    await value(ledger, 1n, { currency: USD });
    expect([await countable(ledger), await countable(ledger, Policy.LATEST)]).to.deep.equal([50_000_000n, 60_000_000n]);
    // A lien that was registered earlier, though the ledger learns of it now.
    const senior = { amount: 35_000_000n, debt: hashOf("an older loan") };
    await lienOf(ledger, senior, { officialAt, sequence: 1n }, lenders[1]);
    expect([await countable(ledger), await countable(ledger, Policy.LATEST)]).to.deep.equal([15_000_000n, 55_000_000n]);
    await lienOf(ledger, { ...senior, currency: USD }, { officialAt, sequence: 2n }, lenders[1]);
    expect(await countable(ledger)).to.equal(0n);
  });

  it("is nothing once the valuation is revoked, struck or over, the lien released, or the asset of no use", async () => {
    const ledger = await loadFixture(secured);
    const { attestations, appraiser, registrar, assets, lenders, asset } = ledger;
    const lien = await lienOf(ledger);
    await attach(ledger, lien);
    const counted = async (): Promise<boolean> => (await countable(ledger)) !== 0n;
    const revoked = await value(ledger, 80_000_000n);
    expect(await counted()).to.equal(true);
    await appraiser.acts(attestations.call("revoke", revoked, hashOf("why")));
    expect(await counted()).to.equal(false);
    const struck = await value(ledger, 80_000_000n);
    await registrar.acts(attestations.call("strike", struck, hashOf("why")));
    expect(await counted()).to.equal(false);
    await value(ledger, 80_000_000n, { expiresAt: await inDays(2n) });
    expect(await counted()).to.equal(true);
    await wait(3n * 86_400n);
    expect(await counted()).to.equal(false);
    await value(ledger, 80_000_000n);
    await record(ledger, "recordFees", asset, await inDays(-1n), hashOf("unpaid"));
    expect(await counted()).to.equal(false);
    await record(ledger, "recordFees", asset, await inDays(400n), hashOf("paid"));
    expect(await counted()).to.equal(true);
    await record(ledger, "invalidate", asset, hashOf("declared invalid"));
    expect(await counted()).to.equal(false);
    await record(ledger, "restore", asset, hashOf("on appeal"));
    await record(ledger, "verify", asset, hashOf("again"));
    expect(await counted()).to.equal(true);
    await lenders[0].acts(assets.call("release", lien, hashOf("released")));
    expect(await counted()).to.equal(false);
  });

  it("bounds what is drawn", async () => {
    const ledger = await loadFixture(secured);
    const { id } = ledger;
    const draw = await drawOf(ledger, { amount: 25_000_001n });
    await expectRefusal(request(ledger, draw), "AboveLtv", id, 25_000_001n, 0n, 5_000n);
    await attach(ledger, await lienOf(ledger));
    await value(ledger, 50_000_000n);
    await expectRefusal(request(ledger, draw), "AboveLtv", id, 25_000_001n, 50_000_000n, 5_000n);
    await request(ledger, await drawOf(ledger, { amount: 25_000_000n }));
  });
});
