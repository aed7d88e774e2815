import { expect } from "chai";
import { id as hashOf } from "ethers";

import { REASON } from "../ClaimToken/standing.ts";
import {
  Status,
  acknowledge,
  acknowledgedClaim,
  acknowledgement,
  claimOf,
  registeredClaim,
  settledClaim,
  writtenOffClaim,
} from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE, claimId, invoice, registration } from "../support/invoices.ts";
import { deployLedger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import { sendAs } from "../support/transactions.ts";
import { SAME, STATUSES, outcomeOf, unlisted } from "./outcome.ts";
import type { Act, Row, StatusName } from "./outcome.ts";
import { changing } from "./selectors.ts";

/** A claim in each status that can be reached, nothing paid on it but what settled it. */
const REACH: Readonly<Record<StatusName, () => Promise<WithClaim>>> = {
  NONE: async () => {
    const ledger = await deployLedger();
    const of = invoice(ledger);
    return { ...ledger, of, id: claimId(of) };
  },
  REGISTERED: registeredClaim,
  ACKNOWLEDGED: acknowledgedClaim,
  SETTLED: settledClaim,
  CANCELLED: async () => {
    const ledger = await registeredClaim();
    await ledger.supplier.acts(ledger.servicing.call("cancel", ledger.id, REASON));
    return ledger;
  },
  WRITTEN_OFF: writtenOffClaim,
};

const supplierDoes =
  (name: string, args: (ledger: WithClaim) => unknown[]): Act =>
  (ledger) =>
    ledger.supplier.acts(ledger.receivables.call(name, ...args(ledger)));
const enforcerDoes =
  (name: string, args: (ledger: WithClaim) => unknown[]): Act =>
  (ledger) =>
    ledger.enforcer.acts(ledger.receivables.call(name, ...args(ledger)));
const pairOf = ({ supplier, subSupplier }: WithClaim) => [supplier.address, subSupplier.address];

const servicing = (ledger: WithClaim, name: string, ...args: unknown[]): Promise<unknown> =>
  sendAs(ledger.servicing.address, ledger.receivables.call(name, ledger.id, ...args));

/** What the bank wires beyond the debt, so that there is something to refund. */
const overpay: Act = ({ bank, receivables, id }) =>
  bank.acts(receivables.call("payFromBank", id, 2n * FACE, hashOf("an excess")));

const UNKNOWN = { ...SAME, NONE: "refused: UnknownClaim" } as const;
const MOVES = {
  NONE: "refused: ERC7943CannotTransfer",
  REGISTERED: "refused: ERC7943CannotTransfer",
  ACKNOWLEDGED: "ACKNOWLEDGED",
  SETTLED: "refused: ERC7943CannotTransfer",
  CANCELLED: "refused: ERC7943CannotTransfer",
  WRITTEN_OFF: "refused: ERC7943CannotTransfer",
} as const;
const FORCES = { ...MOVES, SETTLED: "SETTLED", WRITTEN_OFF: "WRITTEN_OFF" } as const;
const REGISTERS = {
  NONE: "REGISTERED",
  REGISTERED: "refused: TagTaken",
  ACKNOWLEDGED: "refused: TagTaken",
  SETTLED: "refused: TagTaken",
  CANCELLED: "refused: TagTaken",
  WRITTEN_OFF: "refused: TagTaken",
} as const;
const ACKNOWLEDGES = {
  NONE: "refused: UnknownClaim",
  REGISTERED: "ACKNOWLEDGED",
  ACKNOWLEDGED: "refused: ForbiddenTransition",
  SETTLED: "refused: ForbiddenTransition",
  CANCELLED: "refused: ForbiddenTransition",
  WRITTEN_OFF: "refused: ForbiddenTransition",
} as const;
const WITHDRAWS = {
  NONE: "refused: NothingToWithdraw",
  REGISTERED: "refused: NothingToWithdraw",
  ACKNOWLEDGED: "refused: NothingToWithdraw",
  SETTLED: "SETTLED",
  CANCELLED: "refused: NothingToWithdraw",
  WRITTEN_OFF: "refused: NothingToWithdraw",
} as const;
const REDEEMS = {
  NONE: "refused: UnknownClaim",
  REGISTERED: "refused: WrongStatus",
  ACKNOWLEDGED: "refused: WrongStatus",
  SETTLED: "SETTLED",
  CANCELLED: "refused: WrongStatus",
  WRITTEN_OFF: "refused: WrongStatus",
} as const;

const LOCKS = {
  ...SAME,
  NONE: "refused: ERC7943InsufficientUnfrozenBalance",
  CANCELLED: "refused: ERC7943InsufficientUnfrozenBalance",
} as const;

const TABLE: Readonly<Record<string, Row>> = {
  register: {
    act: async (ledger) =>
      ledger.supplier.acts(ledger.receivables.call("register", await registration(ledger, ledger.of))),
    outcome: REGISTERS,
  },
  registerFor: {
    act: async (ledger) => {
      const given = await registration(ledger, ledger.of);
      return sendAs(ledger.bulk.address, ledger.receivables.call("registerFor", ledger.supplier.address, given));
    },
    outcome: REGISTERS,
  },
  acknowledge: {
    act: (ledger) => acknowledge(ledger, ledger.id, { amount: FACE, dueAt: 1n }),
    outcome: ACKNOWLEDGES,
  },
  acknowledgeFor: {
    act: async (ledger) => {
      const given = await acknowledgement(ledger, ledger.id, { amount: FACE, dueAt: 1n });
      return sendAs(ledger.bulk.address, ledger.receivables.call("acknowledgeFor", ledger.buyer.address, given));
    },
    outcome: ACKNOWLEDGES,
  },
  pay: {
    act: ({ buyer, receivables, id }) => buyer.acts(receivables.call("pay", id, FACE)),
    outcome: {
      NONE: "refused: UnknownClaim",
      REGISTERED: "REGISTERED",
      ACKNOWLEDGED: "SETTLED",
      SETTLED: "refused: ExceedsDue",
      CANCELLED: "refused: ExceedsDue",
      WRITTEN_OFF: "SETTLED",
    },
  },
  payFromBank: {
    act: overpay,
    outcome: { ...UNKNOWN, ACKNOWLEDGED: "SETTLED", WRITTEN_OFF: "SETTLED" },
  },
  refund: {
    act: async (ledger) => {
      if ((await claimOf(ledger, ledger.id)).status !== Status.NONE) await overpay(ledger);
      await ledger.buyer.acts(ledger.receivables.call("refund", ledger.id));
    },
    outcome: { ...UNKNOWN, ACKNOWLEDGED: "SETTLED", WRITTEN_OFF: "SETTLED" },
  },
  withdraw: { act: supplierDoes("withdraw", ({ id }) => [id]), outcome: WITHDRAWS },
  withdrawFor: {
    act: supplierDoes("withdrawFor", ({ id, supplier }) => [id, supplier.address]),
    outcome: WITHDRAWS,
  },
  redeem: { act: supplierDoes("redeem", ({ id }) => [id]), outcome: REDEEMS },
  redeemFor: { act: supplierDoes("redeemFor", ({ id, supplier }) => [id, supplier.address]), outcome: REDEEMS },
  assign: {
    act: supplierDoes("assign", ({ id, subSupplier }) => [id, subSupplier.address, 5n, REASON]),
    outcome: MOVES,
  },
  safeTransferFrom: {
    act: supplierDoes("safeTransferFrom", (ledger) => [...pairOf(ledger), ledger.id, 5n, "0x"]),
    outcome: MOVES,
  },
  safeBatchTransferFrom: {
    act: supplierDoes("safeBatchTransferFrom", (ledger) => [...pairOf(ledger), [ledger.id], [5n], "0x"]),
    outcome: MOVES,
  },
  forceTransfer: {
    act: enforcerDoes("forceTransfer", (ledger) => [...pairOf(ledger), ledger.id, 5n, REASON]),
    outcome: FORCES,
  },
  forcedTransfer: {
    act: enforcerDoes("forcedTransfer", (ledger) => [...pairOf(ledger), ledger.id, 5n]),
    outcome: FORCES,
  },
  freezeUnits: {
    act: enforcerDoes("freezeUnits", ({ supplier, id }) => [supplier.address, id, 5n, REASON]),
    outcome: UNKNOWN,
  },
  setFrozenTokens: {
    act: enforcerDoes("setFrozenTokens", ({ supplier, id }) => [supplier.address, id, 5n]),
    outcome: UNKNOWN,
  },
  service: {
    act: async (ledger) => {
      const { status, dueAt } = await claimOf(ledger, ledger.id);
      const change = {
        status,
        isDisputed: false,
        dueAt,
        dilutedBy: 0n,
        reducedBy: 0n,
        isCover: false,
        paid: 0n,
        recalled: 0n,
      };
      return servicing(ledger, "service", REASON, "0x", change);
    },
    outcome: UNKNOWN,
  },
  forcedWithdraw: {
    act: enforcerDoes("forcedWithdraw", ({ id, supplier, financier }) => [
      id,
      supplier.address,
      financier.address,
      REASON,
    ]),
    outcome: WITHDRAWS,
  },
  lock: { act: (ledger) => servicing(ledger, "lock", ledger.supplier.address, 5n), outcome: LOCKS },
  moveLocked: {
    act: async (ledger) => {
      await servicing(ledger, "lock", ledger.supplier.address, 5n);
      await servicing(ledger, "moveLocked", ...pairOf(ledger), REASON);
    },
    outcome: { ...LOCKS, REGISTERED: "refused: ERC7943CannotTransfer" },
  },
  pause: { act: ({ pauser, receivables }) => pauser.acts(receivables.call("pause")), outcome: SAME },
  unpause: { act: ({ guardian, receivables }) => guardian.acts(receivables.call("unpause")), outcome: SAME },
  setApprovalForAll: {
    act: supplierDoes("setApprovalForAll", ({ financier }) => [financier.address, true]),
    outcome: SAME,
  },
  setAuthority: {
    act: ({ accessManager, parties, receivables }) =>
      sendAs(accessManager.address, receivables.call("setAuthority", parties.address)),
    outcome: SAME,
  },
  setCash: {
    act: ({ governor, euro, receivables }) => governor.acts(receivables.call("setCash", euro.address)),
    outcome: {
      NONE: "refused: CurrencySet",
      REGISTERED: "refused: CurrencySet",
      ACKNOWLEDGED: "refused: CurrencySet",
      SETTLED: "refused: CurrencySet",
      CANCELLED: "refused: CurrencySet",
      WRITTEN_OFF: "refused: CurrencySet",
    },
  },
};

describe("Every act in every status of a claim", () => {
  it("has a row for each function of Receivables that changes state, and no other", async () => {
    const { receivables } = await loadFixture(deployLedger);
    const names = changing(receivables).map(({ name }) => name);
    expect(Object.keys(TABLE).toSorted()).to.deep.equal(names.toSorted());
  });

  it("changes a status only as the design lists it", () => {
    expect(unlisted(TABLE)).to.deep.equal([]);
  });

  for (const [name, { act, outcome }] of Object.entries(TABLE)) {
    for (const status of STATUSES) {
      it(`${name} on ${status} ends ${outcome[status]}`, async () => {
        const ledger = await loadFixture(REACH[status]);
        expect((await claimOf(ledger, ledger.id)).status).to.equal(Status[status]);
        expect(await outcomeOf(ledger, act)).to.equal(outcome[status]);
      });
    }
  }
});
