import type { Address, Hash } from "../../../domain/brand.ts";
import { ZERO_ADDRESS } from "../../decode/words.ts";
import type { RowOf } from "../../table/column.ts";
import type { drawdownHoldings } from "../../tables/drawdownHoldings.ts";
import type { Mirror } from "../mirror.ts";
import { projection } from "../projection.ts";
import { idOf } from "./ids.ts";

type Shares = Omit<RowOf<typeof drawdownHoldings.columns>, "drawdownId" | "holder">;

const NOTHING: Shares = { units: 0n, correction: 0n, withdrawn: 0n, frozen: 0n, locked: 0n };

function need(mirror: Mirror, id: bigint, holder: Address): void {
  mirror.drawdowns.need({ id: idOf(id) });
  if (holder !== ZERO_ADDRESS) mirror.drawdownHoldings.need({ drawdownId: idOf(id), holder });
}

function change({ drawdownHoldings }: Mirror, drawdownId: Hash, holder: Address, changes: Partial<Shares>): void {
  const key = { drawdownId, holder };
  if (drawdownHoldings.find(key)) drawdownHoldings.change(key, changes);
  else drawdownHoldings.insert({ ...key, ...NOTHING, ...changes });
}

/** Distribution.add and, for a negative change, Distribution.remove. */
function addUnits(mirror: Mirror, id: Hash, holder: Address, units: bigint): void {
  if (holder === ZERO_ADDRESS) return;
  const before = mirror.drawdownHoldings.find({ drawdownId: id, holder }) ?? NOTHING;
  const { received } = mirror.drawdowns.get({ id });
  change(mirror, id, holder, { units: before.units + units, correction: before.correction - units * received });
}

export const drawdownUnitsMoved = projection<{ from: Address; to: Address; id: bigint; value: bigint }>(
  "Facilities",
  "TransferSingle",
  {
    need({ args: { from, to, id } }, mirror) {
      need(mirror, id, from);
      need(mirror, id, to);
    },
    apply({ args: { from, to, id, value } }, mirror) {
      addUnits(mirror, idOf(id), from, -value);
      addUnits(mirror, idOf(id), to, value);
    },
  },
);

export const drawdownWithdrawn = projection<{ id: bigint; holder: Address; amount: bigint; withdrawn: bigint }>(
  "Facilities",
  "Withdrawn",
  {
    need({ args: { id, holder } }, mirror) {
      need(mirror, id, holder);
    },
    apply({ args: { id, holder, amount, withdrawn } }, mirror) {
      const key = { id: idOf(id) };
      change(mirror, key.id, holder, { withdrawn });
      mirror.drawdowns.change(key, { paidOut: mirror.drawdowns.get(key).paidOut + amount });
    },
  },
);

export const drawdownRedeemed = projection<{ id: bigint; units: bigint }>("Facilities", "Redeemed", {
  apply({ args: { id, units } }, { drawdowns }) {
    const key = { id: idOf(id) };
    drawdowns.change(key, { redeemed: drawdowns.get(key).redeemed + units });
  },
});

export const drawdownUnitsFrozen = projection<{ id: bigint; holder: Address; units: bigint }>(
  "Facilities",
  "UnitsFrozen",
  {
    need({ args: { id, holder } }, mirror) {
      need(mirror, id, holder);
    },
    apply({ args: { id, holder, units } }, mirror) {
      change(mirror, idOf(id), holder, { frozen: units });
    },
  },
);

/** What a seizure leaves is frozen first, and locked as far as it lasts. */
export const drawdownUnitsForced = projection<{ id: bigint; from: Address }>("Facilities", "UnitsForced", {
  need({ args: { id, from } }, mirror) {
    need(mirror, id, from);
  },
  apply({ args: { id, from } }, mirror) {
    const { units, frozen, locked } = mirror.drawdownHoldings.get({ drawdownId: idOf(id), holder: from });
    const lockable = units > frozen ? units - frozen : 0n;
    if (locked > lockable) change(mirror, idOf(id), from, { locked: lockable });
  },
});

export const lendingPausedSet = projection<{ paused: boolean }>("Facilities", "PausedSet", {
  need({ contract }, { contracts }) {
    contracts.need({ address: contract.address });
  },
  apply({ args: { paused }, contract }, { contracts }) {
    contracts.change({ address: contract.address }, { paused });
  },
});
