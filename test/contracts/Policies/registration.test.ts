import { expect } from "chai";
import { id as hashOf } from "ethers";

import { REASON, newcomer } from "../ClaimToken/standing.ts";
import { Kind, attest, subjectOf } from "../Attestations/statement.ts";
import { give, pay, unitsOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { PartyRole } from "../support/ledger.ts";
import { DAY, loadFixture, now, wait } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { DE, NONE, governedAcknowledged, governedClaim, registerPublicly, setPolicy } from "./governed.ts";

/** Every way of moving units that their holder has, each of one unit to the financier. */
const WAYS: Readonly<Record<string, (ledger: WithClaim) => Promise<unknown>>> = {
  assign: ({ supplier, financier, receivables, id }) =>
    supplier.acts(receivables.call("assign", id, financier.address, 1n, REASON)),
  safeTransferFrom: ({ supplier, financier, receivables, id }) =>
    supplier.acts(receivables.call("safeTransferFrom", supplier.address, financier.address, id, 1n, "0x")),
  safeBatchTransferFrom: ({ supplier, financier, receivables, id }) =>
    supplier.acts(receivables.call("safeBatchTransferFrom", supplier.address, financier.address, [id], [1n], "0x")),
  "safeTransferFrom, by an operator": async ({ supplier, financier, receivables, id }) => {
    await supplier.acts(receivables.call("setApprovalForAll", financier.address, true));
    await financier.acts(receivables.call("safeTransferFrom", supplier.address, financier.address, id, 1n, "0x"));
  },
};

const expected = ({ supplier, financier, id }: WithClaim) => [supplier.address, financier.address, id, 1n];

describe("Where a registration is asked for first", () => {
  for (const [name, move] of Object.entries(WAYS)) {
    it(`no unit leaves the seller by ${name} before it is attested`, async () => {
      const ledger = await loadFixture(governedAcknowledged);
      await expectRefusal(move(ledger), "ERC7943CannotTransfer", ...expected(ledger));
      await registerPublicly(ledger);
      await move(ledger);
      expect(await unitsOf(ledger, ledger.financier, ledger.id)).to.equal(1n);
    });
  }

  it("nothing is offered or taken before, and the standard's own question says so", async () => {
    const ledger = await loadFixture(governedAcknowledged);
    const { supplier, financier, market, receivables, id } = ledger;
    const canTransfer = () => receivables.flag("canTransfer", supplier.address, financier.address, id, 1n);
    const offer = market.call("ask", {
      token: receivables.address,
      id,
      units: FACE,
      price: FACE - 100n,
      floor: 0n,
      expiry: (await now()) + DAY,
      deadline: 0n,
      buyers: [],
    });
    await expectRefusal(supplier.acts(offer), "NotSaleable", id);
    expect(await canTransfer()).to.equal(false);
    const attestation = await registerPublicly(ledger);
    expect(await canTransfer()).to.equal(true);
    await supplier.acts(offer);
    await ledger.registrar.acts(ledger.attestations.call("revoke", attestation, hashOf("struck off")));
    await expectRefusal(financier.acts(market.call("take", 1n, FACE, FACE)), "NotSaleable", id);
    await registerPublicly(ledger);
    await financier.acts(market.call("take", 1n, FACE, FACE));
    expect(await unitsOf(ledger, financier, id)).to.equal(FACE);
  });

  it("a registration of another claim, one that has ended, or another kind of statement is none", async () => {
    const ledger = await loadFixture(governedAcknowledged);
    const { supplier, financier, id } = ledger;
    const moves = () => give(ledger, id, supplier, financier, 1n);
    const auditor = await newcomer(ledger, "auditor", PartyRole.AUDITOR);
    await attest(ledger, auditor, { subject: subjectOf(id), kind: Kind.GREEN_LABEL });
    await registerPublicly(ledger, { subject: hashOf("another") });
    await registerPublicly(ledger, { expiresAt: (await now()) + DAY });
    await moves();
    await wait(DAY);
    await expectRefusal(moves(), "ERC7943CannotTransfer", ...expected(ledger));
  });

  it("a court still moves units, and the debtor still pays those who hold them", async () => {
    const ledger = await loadFixture(governedAcknowledged);
    const { supplier, financier, enforcer, receivables, id } = ledger;
    await enforcer.acts(receivables.call("forceTransfer", supplier.address, financier.address, id, 40n, REASON));
    await pay(ledger, id, FACE);
    await financier.acts(receivables.call("withdraw", id));
    expect(await receivables.uint("withdrawnBy", id, financier.address)).to.equal(40n);
  });

  it("can come before the acknowledgement, and is not asked for once the country asks no more", async () => {
    const early = await loadFixture(governedClaim);
    await registerPublicly(early);
    const { id, supplier, financier, buyer, receivables } = early;
    const given = { id, amount: FACE, dueAt: (await now()) + 30n * DAY, waivers: 0n, terms: `0x${"00".repeat(32)}` };
    await buyer.acts(receivables.call("acknowledge", given));
    await give(early, id, supplier, financier, 1n);
    const ledger = await loadFixture(governedAcknowledged);
    await setPolicy(ledger, DE, NONE);
    await give(ledger, ledger.id, ledger.supplier, ledger.financier, 1n);
  });
});
