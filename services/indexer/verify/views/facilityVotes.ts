import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface VoteRow {
  readonly facilityId: Hash;
  readonly number: bigint;
  readonly votes: Address;
  readonly votesBy: bigint;
  readonly waivedUntil: bigint;
  readonly undrawn: bigint;
  readonly carried: boolean;
}

/** The contract keeps the last vote of a facility; those before follow from the events. */
export const facilityVotes = viewCheck<VoteRow>({
  table: "facility_votes",
  key: ["facilityId", "number"],
  sql: `select v.facility_id as "facilityId", v.number, v.votes_by as "votesBy", v.waived_until as "waivedUntil", v.undrawn,
          v.carried, s.address as votes
        from facility_votes v
        join facilities f on f.id = v.facility_id
        join contracts c on c.address = f.contract
        join contracts s on s.name = 'Votes' and s.version = c.version
        where v.number = (select max(number) from facility_votes o where o.facility_id = v.facility_id)`,
  views: ({ votes: address, facilityId }) => [{ contract: "Votes", address, name: "voteOf", args: [facilityId] }],
  compare(row, [vote]) {
    const found = (vote?.[0] as { toObject(): Record<string, bigint | boolean> }).toObject();
    return [
      ["number", row.number, found["number"] ?? null],
      ["votesBy", row.votesBy, found["votesBy"] ?? null],
      ["waivedUntil", row.waivedUntil, found["waivedUntil"] ?? null],
      ["undrawn", row.undrawn, found["undrawn"] ?? null],
      ["carried", row.carried, found["isCarried"] ?? null],
    ];
  },
});
