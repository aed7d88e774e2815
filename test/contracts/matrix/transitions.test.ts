import { expect } from "chai";
import { id as hashOf } from "ethers";

import {
  Status,
  acknowledgedClaim,
  claimOf,
  registeredClaim,
  settledClaim,
  writtenOffClaim,
} from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { loadFixture } from "../support/network.ts";
import { sendAs } from "../support/transactions.ts";
import { STATUSES, TRANSITIONS, outcomeOf } from "./outcome.ts";
import type { StatusName } from "./outcome.ts";

const TOPIC = hashOf("anything");

async function cancelledClaim(): Promise<WithClaim> {
  const ledger = await registeredClaim();
  await ledger.supplier.acts(ledger.servicing.call("cancel", ledger.id, TOPIC));
  return ledger;
}

const REACH: Readonly<Record<Exclude<StatusName, "NONE">, () => Promise<WithClaim>>> = {
  REGISTERED: registeredClaim,
  ACKNOWLEDGED: acknowledgedClaim,
  SETTLED: settledClaim,
  CANCELLED: cancelledClaim,
  WRITTEN_OFF: writtenOffClaim,
};

/** The servicing contract can ask for any status: the claim contract's own table decides. */
const asks = (to: StatusName) => async (ledger: WithClaim) => {
  const { dueAt } = await claimOf(ledger, ledger.id);
  const change = {
    status: Status[to],
    isDisputed: false,
    dueAt,
    dilutedBy: 0n,
    reducedBy: 0n,
    isCover: false,
    paid: 0n,
    recalled: 0n,
  };
  return sendAs(ledger.servicing.address, ledger.receivables.call("service", ledger.id, TOPIC, "0x", change));
};

describe("Every change of a claim's status", () => {
  for (const [from, reach] of Object.entries(REACH) as [keyof typeof REACH, () => Promise<WithClaim>][]) {
    for (const to of STATUSES) {
      const listed = to === from || TRANSITIONS[from].includes(to);
      it(`${from} to ${to}: ${listed ? "listed" : "refused"}`, async () => {
        const ledger = await loadFixture(reach);
        const outcome = await outcomeOf(ledger, asks(to));
        expect(outcome).to.equal(listed ? to : "refused: ForbiddenTransition");
      });
    }
  }
});
