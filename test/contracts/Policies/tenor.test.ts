import { id as hashOf } from "ethers";

import { acknowledge, acknowledgement } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { DAY, loadFixture, nextBlockAt, now } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";
import { DE, NONE, STRICT, governedAcknowledged, governedClaim, expectTooLong, setPolicy } from "./governed.ts";

const ROOT = hashOf("corrected documents");

async function amends({ supplier, buyer, servicing, id }: WithClaim, dueAt: bigint): Promise<void> {
  await supplier.acts(servicing.call("proposeAmendment", id, dueAt, ROOT));
  await buyer.acts(servicing.call("acceptAmendment", id, dueAt, ROOT));
}

describe("The longest tenor that a country allows", () => {
  it("counts from the acknowledgement, to the second", async () => {
    const ledger = await loadFixture(governedClaim);
    const { id } = ledger;
    const at = (await now()) + 100n;
    const latest = at + STRICT.longestTenor;
    await nextBlockAt(at);
    await expectRefusal(acknowledge(ledger, id, { dueAt: latest + 1n }), "DueTooLate", id, latest + 1n, latest);
    await nextBlockAt(at + 1n);
    await acknowledge(ledger, id, { dueAt: latest + 1n });
  });

  it("holds for an acknowledgement among many, and for one by a system contract", async () => {
    const ledger = await loadFixture(governedClaim);
    const { id, bulk, buyer, receivables } = ledger;
    const given = await acknowledgement(ledger, id, { dueAt: (await now()) + 400n * DAY });
    const act = sendAs(bulk.address, receivables.call("acknowledgeFor", buyer.address, given));
    await expectTooLong(act, id, given.dueAt);
  });

  it("holds for an amendment as well, which would else evade it", async () => {
    const ledger = await loadFixture(governedAcknowledged);
    const late = (await now()) + 400n * DAY;
    await expectTooLong(amends(ledger, late), ledger.id, late);
    await amends(ledger, (await now()) + 300n * DAY);
  });

  it("is what the country says now, and none once it asks for nothing", async () => {
    const ledger = await loadFixture(governedClaim);
    const late = (await now()) + 400n * DAY;
    await setPolicy(ledger, DE, { ...STRICT, longestTenor: 30n * DAY });
    const soon = (await now()) + 40n * DAY;
    await expectTooLong(acknowledge(ledger, ledger.id, { dueAt: soon }), ledger.id, soon);
    await setPolicy(ledger, DE, NONE);
    await acknowledge(ledger, ledger.id, { dueAt: late });
  });
});
