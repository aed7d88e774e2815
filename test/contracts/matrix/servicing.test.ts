import { expect } from "chai";
import { id as hashOf } from "ethers";

import {
  BUY_BACK,
  CREDIT_NOTE,
  GRACE,
  Making,
  REASON,
  acts,
  credit,
  dispute,
  fallIntoDefault,
} from "../Servicing/acts.ts";
import { Status, acknowledgedClaim, claimOf, give, pay, registeredClaim } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE, claimId, invoice } from "../support/invoices.ts";
import { deployLedger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import { sendAs } from "../support/transactions.ts";
import { SAME, STATUSES, outcomeOf, unlisted } from "./outcome.ts";
import type { Act, Row, StatusName } from "./outcome.ts";
import { changing } from "./selectors.ts";

const AMOUNT = 10n;
const FAR = 2n ** 40n - 1n;
const WIRE = hashOf("wire 12");

interface ServicingRow extends Row {
  /** What has to be done before, while the claim is acknowledged, for the act to be possible. */
  readonly after?: Act;
}

async function unknownClaim(): Promise<WithClaim> {
  const ledger = await deployLedger();
  const of = invoice(ledger);
  return { ...ledger, of, id: claimId(of) };
}

/** Everything that debtor and seller still owe. */
async function payOff(ledger: WithClaim): Promise<void> {
  await pay(ledger, ledger.id, await ledger.servicing.uint("debtorDue", ledger.id));
  const owed = await ledger.servicing.uint("sellerDue", ledger.id);
  if (owed !== 0n) await acts(ledger, ledger.supplier, "payCredit", owed);
}

/** A claim in the status, after what the row needs where the claim got as far as that. */
async function reach(status: StatusName, after: Act | undefined): Promise<WithClaim> {
  if (status === "NONE") return loadFixture(unknownClaim);
  if (status === "REGISTERED" || status === "CANCELLED") {
    const ledger = await loadFixture(registeredClaim);
    if (status === "CANCELLED") await ledger.supplier.acts(ledger.servicing.call("cancel", ledger.id, REASON));
    return ledger;
  }
  const ledger = await loadFixture(acknowledgedClaim);
  await after?.(ledger);
  if (status === "SETTLED") await payOff(ledger);
  if (status === "WRITTEN_OFF") await acts(ledger, ledger.registrar, "writeOff", REASON);
  return ledger;
}

const debtor =
  (name: string, ...args: unknown[]): Act =>
  (ledger) =>
    acts(ledger, ledger.buyer, name, ...args);
const seller =
  (name: string, ...args: unknown[]): Act =>
  (ledger) =>
    acts(ledger, ledger.supplier, name, ...args);

/** The seller has money to pay with. */
const funded: Act = ({ financier, supplier, euro }) => financier.acts(euro.call("transfer", supplier.address, FACE));

/** With a date that any claim can have, one that does not exist included. */
const disputing: Act = (ledger) => acts(ledger, ledger.buyer, "dispute", AMOUNT, FAR, REASON);

const credited: Act = async (ledger) => {
  await funded(ledger);
  await credit(ledger, AMOUNT, Making.OWED);
};

/** Units under recourse with the financier, in default. */
const sold: Act = async (ledger) => {
  await funded(ledger);
  await acts(ledger, ledger.supplier, "giveRecourse", GRACE, BUY_BACK);
  await give(ledger, ledger.id, ledger.supplier, ledger.financier, AMOUNT);
  await fallIntoDefault(ledger);
};

const puts: Act = (ledger) => acts(ledger, ledger.financier, "put", AMOUNT);

const put: Act = async (ledger) => {
  await sold(ledger);
  await puts(ledger);
};

const all = (error: string): Record<StatusName, `refused: ${string}`> =>
  Object.fromEntries(STATUSES.map((status) => [status, `refused: ${error}`])) as Record<
    StatusName,
    `refused: ${string}`
  >;

/** For acts on claims that are acknowledged, by the debtor or by the seller. */
const acknowledged = (stranger: string) =>
  ({ ...all("NotAcknowledged"), NONE: `refused: ${stranger}`, ACKNOWLEDGED: "ACKNOWLEDGED" }) as const;

/** For acts on something that only a claim which was acknowledged can have, whatever became of the claim. */
const had = (nothing: string, stranger = nothing) =>
  ({
    ...SAME,
    NONE: `refused: ${stranger}`,
    REGISTERED: `refused: ${nothing}`,
    CANCELLED: `refused: ${nothing}`,
  }) as const;

const TABLE: Readonly<Record<string, ServicingRow>> = {
  cancel: {
    act: seller("cancel", REASON),
    outcome: { ...all("NotRegistered"), NONE: "refused: NotTheSeller", REGISTERED: "CANCELLED" },
  },
  reject: {
    act: debtor("reject", REASON),
    outcome: { ...all("NotRegistered"), NONE: "refused: NotTheDebtor", REGISTERED: "REGISTERED" },
  },
  dispute: { act: disputing, outcome: acknowledged("NotTheDebtor") },
  withdrawDispute: {
    after: (ledger) => dispute(ledger, AMOUNT),
    act: debtor("withdrawDispute", REASON),
    outcome: had("NotDisputed", "NotTheDebtor"),
  },
  proposeCredit: {
    act: seller("proposeCredit", AMOUNT, Making.OWED, CREDIT_NOTE),
    outcome: acknowledged("NotTheSeller"),
  },
  declineCredit: {
    after: seller("proposeCredit", AMOUNT, Making.OWED, CREDIT_NOTE),
    act: debtor("declineCredit", REASON),
    outcome: had("NoCredit", "NotAParty"),
  },
  acceptCredit: {
    after: seller("proposeCredit", AMOUNT, Making.OWED, CREDIT_NOTE),
    act: debtor("acceptCredit", AMOUNT, CREDIT_NOTE),
    outcome: {
      ...had("NoCredit", "NotTheDebtor"),
      SETTLED: "refused: NotAcknowledged",
      WRITTEN_OFF: "refused: NotAcknowledged",
    },
  },
  payCredit: {
    after: credited,
    act: seller("payCredit", AMOUNT),
    outcome: { ...had("AmountOutOfRange", "NotTheSeller"), SETTLED: "refused: AmountOutOfRange" },
  },
  proposeAmendment: { act: seller("proposeAmendment", 1n, CREDIT_NOTE), outcome: acknowledged("NotTheSeller") },
  acceptAmendment: {
    after: seller("proposeAmendment", 1n, CREDIT_NOTE),
    act: debtor("acceptAmendment", 1n, CREDIT_NOTE),
    outcome: {
      ...had("NoAmendment", "NotTheDebtor"),
      SETTLED: "refused: NotAcknowledged",
      WRITTEN_OFF: "refused: NotAcknowledged",
    },
  },
  giveRecourse: {
    act: seller("giveRecourse", GRACE, BUY_BACK),
    outcome: {
      ...all("AlreadySold"),
      NONE: "refused: NotTheSeller",
      REGISTERED: "REGISTERED",
      ACKNOWLEDGED: "ACKNOWLEDGED",
    },
  },
  grantDiscount: {
    act: seller("grantDiscount", 200n, FAR),
    outcome: {
      ...all("AlreadySold"),
      NONE: "refused: NotTheSeller",
      REGISTERED: "REGISTERED",
      ACKNOWLEDGED: "ACKNOWLEDGED",
    },
  },
  takeDiscount: {
    after: seller("grantDiscount", 9_999n, FAR),
    act: async (ledger) => {
      const { status } = await claimOf(ledger, ledger.id);
      if (status === Status.ACKNOWLEDGED) await pay(ledger, ledger.id, FACE / 2n);
      await acts(ledger, ledger.buyer, "takeDiscount");
    },
    outcome: acknowledged("NotTheDebtor"),
  },
  recallWire: {
    act: async (ledger) => {
      const { bank, receivables, id } = ledger;
      await bank.acts(receivables.call("payFromBank", id, 2n * FACE, WIRE));
      await acts(ledger, bank, "recallWire", WIRE, 2n * FACE, FACE, REASON);
    },
    outcome: { ...SAME, NONE: "refused: UnknownClaim", ACKNOWLEDGED: "SETTLED", WRITTEN_OFF: "SETTLED" },
  },
  put: { after: sold, act: puts, outcome: { ...had("NoRecourse"), SETTLED: "refused: NotAcknowledged" } },
  withdrawPut: {
    after: put,
    act: (ledger) => acts(ledger, ledger.financier, "withdrawPut", ledger.financier.address),
    outcome: had("NoPut"),
  },
  buyBack: {
    after: put,
    act: (ledger) => acts(ledger, ledger.supplier, "buyBack", ledger.financier.address),
    outcome: { ...had("NoPut", "NotTheSeller"), SETTLED: "refused: NotAcknowledged" },
  },
  writeOff: {
    act: (ledger) => acts(ledger, ledger.registrar, "writeOff", REASON),
    outcome: { ...all("ForbiddenTransition"), NONE: "refused: UnknownClaim", ACKNOWLEDGED: "WRITTEN_OFF" },
  },
  setAuthority: {
    act: ({ accessManager, parties, servicing }) =>
      sendAs(accessManager.address, servicing.call("setAuthority", parties.address)),
    outcome: SAME,
  },
};

describe("Every act of servicing in every status of a claim", () => {
  it("has a row for each function of Servicing that changes state, and no other", async () => {
    const { servicing } = await loadFixture(deployLedger);
    const names = changing(servicing).map(({ name }) => name);
    expect(Object.keys(TABLE).toSorted()).to.deep.equal(names.toSorted());
  });

  it("changes a status only as the design lists it", () => {
    expect(unlisted(TABLE)).to.deep.equal([]);
  });

  for (const [name, { act, after, outcome }] of Object.entries(TABLE)) {
    for (const status of STATUSES) {
      it(`${name} on ${status} ends ${outcome[status]}`, async () => {
        const ledger = await reach(status, after);
        expect((await claimOf(ledger, ledger.id)).status).to.equal(Status[status]);
        expect(await outcomeOf(ledger, act)).to.equal(outcome[status]);
      });
    }
  }
});
