import type { Address, AssetId, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { partyRefs } from "./directory.ts";
import { facilityFor } from "./facilities.ts";

interface IncomeRow {
  readonly claim_id: Hash;
  readonly asset_id: AssetId;
  readonly debtor: Address;
  readonly units: bigint;
  readonly received: bigint;
  readonly collected: bigint;
  readonly assigned_at: bigint;
}

/** The claims whose money is paid on a facility, oldest first. @throws Problem not-found */
export async function incomeOf(context: Context, actor: Actor, id: string): Promise<object> {
  const facility = await facilityFor(context, actor, id);
  const rows = await context.db.query<IncomeRow>(
    `SELECT i.claim_id, i.asset_id, c.debtor, i.units, c.debtor_paid + c.seller_paid + c.covered AS received, i.collected,
        i.assigned_at
      FROM mirror.facility_incomes i JOIN mirror.claims c ON c.id = i.claim_id
      WHERE i.facility_id = $1 ORDER BY i.assigned_block, i.claim_id`,
    [facility.id],
  );
  const refOf = await partyRefs(
    context.db,
    rows.map(({ debtor }) => debtor),
  );
  const money = moneyIn(facility.currency);
  return {
    facility: facility.id,
    sources: rows.map(({ claim_id, asset_id, debtor, units, received, collected, assigned_at }) => ({
      receivable: claim_id,
      asset: asset_id,
      licensee: refOf(debtor),
      face: money(units),
      received: money(received),
      collected: money(collected),
      assignedAt: instantOfSeconds(assigned_at),
    })),
  };
}
