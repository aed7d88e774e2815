import type { Address } from "../../../domain/brand.ts";
import { historyArgs } from "../../decode/plainArgs.ts";
import { ZERO_HASH } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { takeOut } from "./draws.ts";
import { idOf } from "./ids.ts";

interface Loan {
  readonly id: bigint;
  readonly principal: bigint;
  readonly fees: bigint;
  readonly lenders: readonly Address[];
  readonly amounts: readonly bigint[];
  readonly schedule: readonly { readonly dueDay: bigint; readonly principal: bigint }[];
  readonly [name: string]:
    | bigint
    | readonly bigint[]
    | readonly Address[]
    | readonly { readonly dueDay: bigint; readonly principal: bigint }[];
}

/** The units follow with the token's own events. */
export const drawn = projection<{ id: bigint; facility: bigint; day: bigint; loan: Loan }>("Facilities", "Drawn", {
  need({ args: { id, facility, loan } }, { facilityDraws, facilityLenders }) {
    facilityDraws.need({ id: idOf(id) });
    for (const lender of loan.lenders) facilityLenders.need({ facilityId: idOf(facility), lender });
  },
  apply({ args: { id, facility, day, loan }, contract, block, at }, mirror) {
    const facilityId = idOf(facility);
    mirror.drawdowns.insert({
      id: idOf(id),
      facilityId,
      contract: contract.address,
      status: "drawn",
      principal: loan.principal,
      fees: loan.fees,
      drawnDay: day,
      schedule: historyArgs({ schedule: loan.schedule })["schedule"] ?? [],
      received: 0n,
      paidOut: 0n,
      redeemed: 0n,
      owedPrincipal: loan.principal,
      covered: 0n,
      coverOwed: 0n,
      version: 0n,
      seq: 0n,
      head: ZERO_HASH,
      drawnBlock: block,
      drawnAt: at,
      closedAt: null,
    });
    takeOut(mirror, id, loan.lenders);
    loan.lenders.forEach((lender, place) => {
      const { undrawn } = mirror.facilityLenders.get({ facilityId, lender });
      mirror.facilityLenders.change({ facilityId, lender }, { undrawn: undrawn - (loan.amounts[place] ?? 0n) });
    });
  },
});

interface Debt {
  readonly fees: bigint;
  readonly interest: bigint;
  readonly principal: bigint;
  readonly [name: string]: bigint;
}

export const repaid = projection<{
  id: bigint;
  seq: bigint;
  payer: Address;
  day: bigint;
  paid: Debt;
  owed: Debt;
}>("Facilities", "Repaid", {
  apply({ args: { id, seq, payer, day, paid, owed }, at }, { drawdowns, drawdownPayments }) {
    const key = { id: idOf(id) };
    const { received, version } = drawdowns.get(key);
    const { fees, interest, principal } = paid;
    const isRepaid = owed.fees + owed.interest + owed.principal === 0n;
    drawdowns.change(key, {
      received: received + fees + interest + principal,
      version: version + 1n,
      owedPrincipal: owed.principal,
      ...(isRepaid && { status: "repaid" }),
    });
    drawdownPayments.insert({ drawdownId: key.id, seq, payer, day, fees, interest, principal, at });
  },
});

export const drawdownClosed = projection<{ id: bigint; dust: bigint }>("Facilities", "DrawdownClosed", {
  apply({ args: { id, dust }, at }, { drawdowns }) {
    const key = { id: idOf(id) };
    drawdowns.change(key, { paidOut: drawdowns.get(key).paidOut + dust, closedAt: at });
  },
});
