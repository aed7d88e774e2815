import type { Address, Hash } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { partyRefs } from "./directory.ts";
import type { FacilityRow } from "./facilities.ts";
import { viewChange } from "./facilityTermViews.ts";

interface VoteRow {
  readonly number: bigint;
  readonly motion: string;
  readonly asked_by: Address;
  readonly votes_by: bigint;
  readonly document: Hash;
  readonly waived_until: bigint;
  readonly change: Readonly<Record<string, string>>;
  readonly voters: Readonly<Record<Address, unknown>>;
  readonly weight: bigint;
  readonly total: bigint;
  readonly carried: boolean;
  readonly asked_at: bigint;
}

/** All votes of a facility's lenders, in order. @param now the chain's time, in epoch seconds */
export async function votesOf({ db }: Context, { id, currency }: FacilityRow, now: bigint): Promise<object[]> {
  const rows = await db.query<VoteRow>("SELECT * FROM mirror.facility_votes WHERE facility_id = $1 ORDER BY number", [
    id,
  ]);
  const voters = rows.map((row) => Object.keys(row.voters) as Address[]);
  const refOf = await partyRefs(db, [...voters.flat(), ...rows.map(({ asked_by }) => asked_by)]);
  const money = moneyIn(currency);
  return rows.map((row, at) => {
    // A later one has taken its place.
    const isOver = now > row.votes_by || at < rows.length - 1;
    return {
      number: Number(row.number),
      motion: row.motion,
      status: row.carried ? "carried" : isOver ? "over" : "open",
      askedBy: refOf(row.asked_by),
      askedAt: instantOfSeconds(row.asked_at),
      votesBy: instantOfSeconds(row.votes_by),
      document: row.document,
      until: row.motion === "waiver" ? instantOfSeconds(row.waived_until) : null,
      changes: row.motion === "amendment" ? viewChange(row.change) : null,
      voters: (voters[at] ?? []).map(refOf),
      weight: money(row.weight),
      total: money(row.total),
    };
  });
}
