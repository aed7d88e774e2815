import { expect } from "chai";
import { id as hashOf } from "ethers";

import { EUR, USD } from "../support/ledger.ts";
import { DAY, loadFixture, now, wait } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { Kind, NO_ID, SUBJECT, attest, statement, withIssuers } from "./statement.ts";
import type { WithIssuers } from "./statement.ts";

const MOST = 32;

const latest = ({ attestations }: WithIssuers, kind: bigint) => attestations.text("latestOf", SUBJECT, kind);
const lowest = async ({ attestations }: WithIssuers, currency: string): Promise<unknown[]> =>
  (await attestations.read("lowestOf", SUBJECT, currency)).toArray() as unknown[];

describe("Of the statements of a kind on a subject", () => {
  it("the latest is the one of the latest date that holds now", async () => {
    const ledger = await loadFixture(withIssuers);
    const { appraiser, attestations } = ledger;
    const today = await now();
    expect(await latest(ledger, Kind.VALUATION)).to.equal(NO_ID);
    const newer = await attest(ledger, appraiser, { date: today - DAY });
    const older = await attest(ledger, appraiser, { date: today - 9n * DAY });
    await attest(ledger, appraiser, { kind: Kind.REPORT });
    await attest(ledger, appraiser, { subject: hashOf("another"), date: today });
    expect(await latest(ledger, Kind.VALUATION)).to.equal(newer);
    await appraiser.acts(attestations.call("revoke", newer, hashOf("why")));
    expect(await latest(ledger, Kind.VALUATION)).to.equal(older);
    const same = await attest(ledger, appraiser, { date: today - 9n * DAY, expiresAt: today + 2n * DAY });
    expect(await latest(ledger, Kind.VALUATION)).to.equal(same);
    await wait(2n * DAY);
    expect(await latest(ledger, Kind.VALUATION)).to.equal(older);
  });

  it("the lowest is the least valuation in the currency that holds now", async () => {
    const ledger = await loadFixture(withIssuers);
    const { appraiser, attestations } = ledger;
    expect(await lowest(ledger, EUR)).to.deep.equal([NO_ID, 0n]);
    const high = await attest(ledger, appraiser, { value: 900n });
    await attest(ledger, appraiser, { value: 3n, currency: USD });
    const low = await attest(ledger, appraiser, { value: 400n, expiresAt: (await now()) + 2n * DAY });
    expect(await lowest(ledger, EUR)).to.deep.equal([low, 400n]);
    await wait(2n * DAY);
    expect(await lowest(ledger, EUR)).to.deep.equal([high, 900n]);
    const nil = await attest(ledger, appraiser, { value: 0n });
    expect(await lowest(ledger, EUR)).to.deep.equal([nil, 0n]);
    await appraiser.acts(attestations.call("revoke", nil, hashOf("why")));
    expect(await lowest(ledger, EUR)).to.deep.equal([high, 900n]);
  });

  it("the newest is the valuation in the currency of the latest date that holds now, of one date the lowest", async () => {
    const ledger = await loadFixture(withIssuers);
    const { appraiser, attestations } = ledger;
    const newest = async (currency: string): Promise<unknown[]> =>
      (await attestations.read("newestOf", SUBJECT, currency)).toArray() as unknown[];
    const today = await now();
    expect(await newest(EUR)).to.deep.equal([NO_ID, 0n]);
    const old = await attest(ledger, appraiser, { value: 400n, date: today - 9n * DAY });
    const low = await attest(ledger, appraiser, { value: 500n, date: today - DAY });
    await attest(ledger, appraiser, { value: 900n, date: today - DAY });
    await attest(ledger, appraiser, { value: 3n, currency: USD, date: today });
    const nil = await attest(ledger, appraiser, { value: 0n, date: today, expiresAt: today + 2n * DAY });
    expect(await newest(EUR)).to.deep.equal([nil, 0n]);
    await wait(2n * DAY);
    expect(await newest(EUR)).to.deep.equal([low, 500n]);
    await appraiser.acts(attestations.call("revoke", low, hashOf("why")));
    expect((await newest(EUR))[1]).to.equal(900n);
    const first = (await newest(EUR))[0];
    await appraiser.acts(attestations.call("revoke", first, hashOf("why")));
    expect(await newest(EUR)).to.deep.equal([old, 400n]);
  });

  it(`at most ${MOST} stand, so that they can be walked; one that has expired or is revoked makes room`, async () => {
    const ledger = await loadFixture(withIssuers);
    const { appraiser, attestations } = ledger;
    const soon = (await now()) + 2n * DAY;
    const first = await attest(ledger, appraiser, { expiresAt: soon, value: 1n });
    for (let at = 1; at < MOST; at++) await attest(ledger, appraiser, { value: 100n });
    const another = attestations.call("attest", await statement({ value: 50n }));
    await expectRefusal(appraiser.acts(another), "TooMany", SUBJECT, Kind.VALUATION, BigInt(MOST));
    await attest(ledger, appraiser, { kind: Kind.REPORT });
    await wait(2n * DAY);
    await appraiser.acts(another);
    expect((await lowest(ledger, EUR))[1]).to.equal(50n);
    await expectRefusal(appraiser.acts(another), "TooMany", SUBJECT, Kind.VALUATION, BigInt(MOST));
    const [id] = await lowest(ledger, EUR);
    await appraiser.acts(attestations.call("revoke", id, hashOf("why")));
    await attest(ledger, appraiser, { value: 60n });
    expect((await lowest(ledger, EUR))[1]).to.equal(60n);
    expect(await attestations.flag("isValid", first, soon - 1n)).to.equal(true);
  });
});
