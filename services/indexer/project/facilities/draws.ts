import type { Address } from "../../../domain/brand.ts";
import { historyArgs } from "../../decode/plainArgs.ts";
import type { Mirror } from "../mirror.ts";
import { projection } from "../projection.ts";
import { idOf } from "./ids.ts";

interface Draw {
  readonly amount: bigint;
  readonly minimum: bigint;
  readonly fundBy: bigint;
  readonly schedule: readonly { readonly dueDay: bigint; readonly principal: bigint }[];
  readonly [name: string]: bigint | readonly { readonly dueDay: bigint; readonly principal: bigint }[];
}

/** The shares stand in the order of the lenders, of whom the event does not repeat the names. */
export const drawRequested = projection<{ id: bigint; drawdown: bigint; draw: Draw; shares: readonly bigint[] }>(
  "Facilities",
  "DrawRequested",
  {
    need({ args: { drawdown } }, { facilityDraws }) {
      facilityDraws.need({ id: idOf(drawdown) });
    },
    apply({ args: { id, drawdown, draw, shares }, block, at }, { facilityDraws }) {
      const { amount, minimum, fundBy, schedule } = draw;
      facilityDraws.insert({
        id: idOf(drawdown),
        facilityId: idOf(id),
        amount,
        minimum,
        fundBy,
        schedule: historyArgs({ schedule })["schedule"] ?? [],
        shares: Object.fromEntries(shares.map((share, place) => [place, share.toString()])),
        paidIn: {},
        funded: 0n,
        status: "open",
        requestedBlock: block,
        requestedAt: at,
      });
    },
  },
);

export const drawFunded = projection<{ drawdown: bigint; lender: Address; amount: bigint; funded: bigint }>(
  "Facilities",
  "DrawFunded",
  {
    need({ args: { drawdown } }, { facilityDraws }) {
      facilityDraws.need({ id: idOf(drawdown) });
    },
    apply({ args: { drawdown, lender, amount, funded } }, { facilityDraws }) {
      const key = { id: idOf(drawdown) };
      const { paidIn } = facilityDraws.get(key);
      facilityDraws.change(key, { funded, paidIn: { ...paidIn, [lender]: amount.toString() } });
    },
  },
);

export const drawClosed = projection<{ drawdown: bigint; isDrawn: boolean }>("Facilities", "DrawClosed", {
  need({ args: { drawdown } }, { facilityDraws }) {
    facilityDraws.need({ id: idOf(drawdown) });
  },
  apply({ args: { drawdown, isDrawn } }, { facilityDraws }) {
    facilityDraws.change({ id: idOf(drawdown) }, { status: isDrawn ? "drawn" : "refunded" });
  },
});

export const drawReclaimed = projection<{ drawdown: bigint; lender: Address }>("Facilities", "DrawReclaimed", {
  need({ args: { drawdown } }, { facilityDraws }) {
    facilityDraws.need({ id: idOf(drawdown) });
  },
  apply({ args: { drawdown, lender } }, mirror) {
    takeOut(mirror, drawdown, [lender]);
  },
});

/** What these lenders paid in is theirs again, or lent. */
export function takeOut({ facilityDraws }: Mirror, drawdown: bigint, lenders: readonly Address[]): void {
  const key = { id: idOf(drawdown) };
  const left = Object.entries(facilityDraws.get(key).paidIn).filter(([lender]) => !lenders.includes(lender as Address));
  facilityDraws.change(key, { paidIn: Object.fromEntries(left) });
}
