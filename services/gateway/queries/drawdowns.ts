import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { facilityFor } from "./facilities.ts";
import type { FacilityRow } from "./facilities.ts";

export interface StoredInstalment {
  readonly dueDay: string;
  readonly principal: string;
}

export interface DrawRow {
  readonly id: Hash;
  readonly facility_id: Hash;
  readonly amount: bigint;
  readonly minimum: bigint;
  readonly fund_by: bigint;
  readonly schedule: readonly StoredInstalment[];
  readonly paid_in: Readonly<Record<Address, string>>;
  readonly funded: bigint;
  readonly status: string;
}

export interface DrawdownRow {
  readonly id: Hash;
  readonly facility_id: Hash;
  readonly status: string;
  readonly principal: bigint;
  readonly fees: bigint;
  readonly drawn_day: bigint;
  readonly schedule: readonly StoredInstalment[];
  readonly received: bigint;
  readonly seq: bigint;
  readonly head: Hash;
}

export interface PaymentRow {
  readonly drawdown_id: Hash;
  readonly payer: Address;
  readonly day: bigint;
  readonly fees: bigint;
  readonly interest: bigint;
  readonly principal: bigint;
}

/** A request of a facility that concerns the reader. @throws Problem not-found */
export async function drawFor(context: Context, actor: Actor, id: string): Promise<DrawRow> {
  const [row] = await context.db.query<DrawRow>("SELECT * FROM mirror.facility_draws WHERE id = $1", [id]);
  if (!row) throw new Problem("not-found", { detail: "there is no such drawdown, or it is not yours to see" });
  await facilityFor(context, actor, row.facility_id);
  return row;
}

/** A loan of a facility that concerns the reader. @throws Problem not-found */
export async function drawdownFor(
  context: Context,
  actor: Actor,
  id: string,
): Promise<DrawdownRow & { readonly currency: string; readonly facility: FacilityRow }> {
  const [row] = await context.db.query<DrawdownRow>("SELECT * FROM mirror.drawdowns WHERE id = $1", [id]);
  if (!row) throw new Problem("not-found", { detail: "there is no such drawdown, or it is not yours to see" });
  const facility = await facilityFor(context, actor, row.facility_id);
  return { ...row, currency: facility.currency, facility };
}

export const paymentsOf = async ({ db }: Context, ids: readonly Hash[]): Promise<PaymentRow[]> =>
  db.query<PaymentRow>("SELECT * FROM mirror.drawdown_payments WHERE drawdown_id = ANY($1) ORDER BY drawdown_id, seq", [
    ids,
  ]);
