import type { Address, Hash } from "../../../domain/brand.ts";
import { historyArgs } from "../../decode/plainArgs.ts";
import type { PlainArgs } from "../../decode/plainArgs.ts";
import type { Mirror } from "../mirror.ts";
import { projection } from "../projection.ts";
import { idOf } from "./ids.ts";

interface Opened {
  readonly id: bigint;
  readonly number: bigint;
  readonly motion: "waiver" | "amendment" | "acceleration";
  readonly by: Address;
  readonly votesBy: bigint;
  readonly document: Hash;
  readonly waivedUntil: bigint;
  readonly change: Readonly<Record<string, bigint>>;
}

interface Cast {
  readonly id: bigint;
  readonly number: bigint;
  readonly voter: Address;
  readonly undrawn: bigint;
  readonly drawdowns: readonly bigint[];
  readonly units: readonly bigint[];
  readonly weight: bigint;
  readonly total: bigint;
}

export const voteOpened = projection<Opened & Readonly<Record<string, Opened[keyof Opened]>>>(
  "Facilities",
  "VoteOpened",
  {
    need({ args: { id, number } }, { facilityVotes }) {
      facilityVotes.need({ facilityId: idOf(id), number });
    },
    apply({ args: { id, by, change, number, motion, votesBy, document, waivedUntil }, at }, { facilityVotes }) {
      facilityVotes.insert({
        facilityId: idOf(id),
        number,
        motion,
        askedBy: by,
        votesBy,
        document,
        waivedUntil,
        change: historyArgs({ change })["change"] as PlainArgs,
        voters: {},
        undrawn: 0n,
        weight: 0n,
        total: 0n,
        carried: false,
        askedAt: at,
      });
    },
  },
);

export const voteCast = projection<Cast & Readonly<Record<string, Cast[keyof Cast]>>>("Facilities", "VoteCast", {
  need({ args: { id, number, voter, drawdowns } }, mirror) {
    mirror.facilityVotes.need({ facilityId: idOf(id), number });
    needHoldings(mirror, drawdowns, voter);
  },
  apply({ args: { id, number, voter, undrawn, drawdowns, units, weight, total } }, mirror) {
    const key = { facilityId: idOf(id), number };
    const before = mirror.facilityVotes.get(key);
    const held = drawdowns.map((drawdown, at) => [idOf(drawdown), units[at] ?? 0n] as const);
    const own = { undrawn: String(undrawn), units: Object.fromEntries(held.map(([d, u]) => [d, String(u)])) };
    const voters = { ...before.voters, [voter]: own };
    mirror.facilityVotes.change(key, { voters, undrawn: before.undrawn + undrawn, weight, total });
    for (const [drawdownId, locked] of held) lock(mirror, drawdownId, voter, locked);
  },
});

export const voteCarried = projection<{ id: bigint; number: bigint }>("Facilities", "VoteCarried", {
  need({ args: { id, number } }, { facilityVotes }) {
    facilityVotes.need({ facilityId: idOf(id), number });
  },
  apply({ args: { id, number } }, { facilityVotes }) {
    facilityVotes.change({ facilityId: idOf(id), number }, { carried: true });
  },
});

export const voteReleased = projection<{ id: bigint; voter: Address; drawdowns: readonly bigint[] }>(
  "Facilities",
  "VoteReleased",
  {
    need({ args: { voter, drawdowns } }, mirror) {
      needHoldings(mirror, drawdowns, voter);
    },
    apply({ args: { voter, drawdowns } }, mirror) {
      for (const drawdown of drawdowns) lock(mirror, idOf(drawdown), voter, 0n);
    },
  },
);

function needHoldings({ drawdownHoldings }: Mirror, drawdowns: readonly bigint[], holder: Address): void {
  for (const drawdown of drawdowns) drawdownHoldings.need({ drawdownId: idOf(drawdown), holder });
}

/** Who never held units of a loan has no row of it, and locks none. */
function lock({ drawdownHoldings }: Mirror, drawdownId: Hash, holder: Address, locked: bigint): void {
  const key = { drawdownId, holder };
  if (drawdownHoldings.find(key)) drawdownHoldings.change(key, { locked });
}
