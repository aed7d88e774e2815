import { expect } from "chai";

import { ROLES } from "../../../services/chain/roles.ts";
import { Status, claimOf, register } from "../support/claims.ts";
import { claimId, fingerprintOf, invoice } from "../support/invoices.ts";
import { deployLedger, deployVersion } from "../support/ledger.ts";
import { RELAYER, loadFixture } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";

/** Two versions of the ledger on the contracts that all versions share. */
async function twoVersions() {
  const first = await deployLedger();
  const { governor, accessManager } = first;
  for (const role of [ROLES.ADMIN, ROLES.GOVERNOR]) {
    await governor.acts(accessManager.call("grantRole", role.id, RELAYER, 0));
  }
  return { first, second: { ...first, ...(await deployVersion(first)) } };
}

describe("Fingerprints, shared by two versions of the ledger", () => {
  it("refuses in one version an invoice that is registered in the other, both ways", async () => {
    const { first, second } = await loadFixture(twoVersions);
    for (const [here, there] of [
      [first, second],
      [second, first],
    ] as const) {
      const of = invoice(first);
      const id = await register(here, of);
      await expectRefusal(register(there, of), "TagTaken", fingerprintOf(of).tags[0]);
      expect(await claimOf(here, id)).to.include({ status: Status.REGISTERED });
      expect(await claimOf(there, claimId(of))).to.include({ status: Status.NONE });
    }
  });

  it("tells in one version that the number was used in the other, with another date", async () => {
    const { first, second } = await loadFixture(twoVersions);
    const of = invoice(first);
    await register(first, of);
    const later = await register(second, { ...of, issued: "2026-02-28" });
    expect(await claimOf(second, later)).to.include({ status: Status.REGISTERED, sameNumber: true });
  });

  it("lets both versions register invoices of their own", async () => {
    const { first, second } = await loadFixture(twoVersions);
    for (const ledger of [first, second]) {
      const id = await register(ledger, invoice(ledger));
      expect(await claimOf(ledger, id)).to.include({ status: Status.REGISTERED, sameNumber: false });
    }
  });
});
