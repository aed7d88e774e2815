import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface LenderRow {
  readonly facilityId: Hash;
  readonly lender: Address;
  readonly syndication: Address;
  readonly undrawn: bigint;
}

/** The contract keeps what is undrawn; what was committed follows from the events. */
export const facilityLenders = viewCheck<LenderRow>({
  table: "facility_lenders",
  key: ["facilityId", "lender"],
  sql: `select l.facility_id as "facilityId", l.lender, l.undrawn, s.address as syndication
        from facility_lenders l
        join facilities f on f.id = l.facility_id
        join contracts c on c.address = f.contract
        join contracts s on s.name = 'Syndication' and s.version = c.version`,
  views: ({ syndication: address, facilityId }) => [
    { contract: "Syndication", address, name: "lendersOf", args: [facilityId] },
  ],
  compare({ lender, undrawn }, [lenders]) {
    const found = (lenders?.[0] as { account: string; undrawn: bigint }[]).find(
      ({ account }) => account.toLowerCase() === lender,
    );
    return [["undrawn", undrawn, found?.undrawn ?? null]];
  },
});
