import type { Hash } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { claimTimes } from "./claimTime.ts";
import type { ClaimRow } from "./claims.ts";
import { paymentsOf } from "./drawdowns.ts";
import type { DrawdownRow } from "./drawdowns.ts";
import type { FacilityRow } from "./facilities.ts";
import { amended, courseOf, dayIn, eventsBy, facilityEvents } from "./facilityEvents.ts";
import { owedAsOf } from "./loanViews.ts";
import { debtorDue } from "./servicing.ts";

/** What a guarantee covers, as `Cover._read` has it: amounts are minor units, instants epoch seconds. */
export interface CoveredDebt {
  readonly kind: "receivable" | "facility";
  readonly id: Hash;
  readonly currency: string;
  /** Whether anything is owed, or can still come to be. */
  readonly isOwed: boolean;
  readonly loss: bigint;
  /** Of the loss, what guarantors answer for: of a facility no more than was owed as cover was demanded. */
  readonly insured: bigint;
  /** Of the loss, what the holders have not received. */
  readonly missing: bigint;
  /** What the debtor has paid for the guarantors. */
  readonly returned: bigint;
  /** Paid by guarantors and not come back; of a facility with the interest that has run on it. */
  readonly outstanding: bigint;
  /** From when grace runs: null while a facility is not accelerated. */
  readonly defaultAt: bigint | null;
}

type CoveredFacility = FacilityRow & { readonly cover_returned: bigint; readonly accelerated_at: bigint | null };
export type CoveredDrawdown = DrawdownRow & { readonly covered: bigint; readonly cover_owed: bigint };

/** Of a guarantee, what its debt is counted with. */
interface CoverRow {
  readonly subject: Hash;
  readonly due_at: bigint;
  readonly paid: bigint;
  readonly demand_loss: bigint | null;
}

/** The debts of these guarantees, by id, and the instant as of which they stand: the chain's time. */
export async function coveredDebts(
  context: Context,
  guarantees: readonly CoverRow[],
): Promise<{ readonly asOf: bigint; readonly debts: ReadonlyMap<Hash, CoveredDebt> }> {
  const ids = guarantees.map(({ subject }) => subject);
  const claims = await context.db.query<ClaimRow>("SELECT * FROM mirror.claims WHERE id = ANY($1)", [ids]);
  const { asOf } = await claimTimes(context, claims);
  const bySubject = new Map(guarantees.map((row) => [row.subject, row]));
  const debts = [
    ...claims.map((claim) => ofClaim(claim, bySubject.get(claim.id))),
    ...(await facilityDebts(context, bySubject, asOf)),
  ];
  return { asOf, debts: new Map(debts.map((debt) => [debt.id, debt])) };
}

function ofClaim(claim: ClaimRow, guarantee: CoverRow | undefined): CoveredDebt {
  const { due_at = claim.due_at, paid = 0n } = guarantee ?? {};
  return {
    kind: "receivable",
    id: claim.id,
    currency: claim.currency,
    isOwed: claim.status === "acknowledged" || claim.status === "written-off",
    loss: debtorDue(claim),
    insured: debtorDue(claim),
    missing: claim.units - claim.debtor_paid - claim.seller_paid - claim.covered,
    returned: paid - claim.covered,
    outstanding: claim.covered,
    defaultAt: claim.due_at > due_at ? claim.due_at : due_at,
  };
}

async function facilityDebts(
  context: Context,
  guarantees: ReadonlyMap<Hash, CoverRow>,
  asOf: bigint,
): Promise<CoveredDebt[]> {
  const { db } = context;
  const ids = [...guarantees.keys()];
  const facilities = await db.query<CoveredFacility>("SELECT * FROM mirror.facilities WHERE id = ANY($1)", [ids]);
  if (facilities.length === 0) return [];
  const drawdowns = await db.query<CoveredDrawdown>("SELECT * FROM mirror.drawdowns WHERE facility_id = ANY($1)", [
    ids,
  ]);
  const events = await facilityEvents(context, ids);
  const payments = await paymentsOf(
    context,
    drawdowns.map(({ id }) => id),
  );
  return facilities.map((facility) => {
    const day = dayIn(facility, asOf);
    const told = eventsBy(facility, events, day);
    const loans = drawdowns
      .filter(({ facility_id }) => facility_id === facility.id)
      .map((drawdown) => {
        const { owed } = owedAsOf(facility, drawdown, payments, day, courseOf(told));
        return lackingOf(drawdown, owed.fees + owed.interest + owed.principal);
      });
    const loss = loans.reduce((sum, { owed }) => sum + owed, 0n);
    const demanded = guarantees.get(facility.id)?.demand_loss ?? loss;
    const missing = loans.reduce((sum, { lacking }) => sum + lacking, 0n);
    return {
      kind: "facility",
      id: facility.id,
      currency: facility.currency,
      isOwed: loss !== 0n || canBeDrawn(amended(facility, told), asOf),
      loss,
      insured: loss < demanded ? loss : demanded,
      missing,
      returned: facility.cover_returned,
      outstanding: loss - missing,
      defaultAt: facility.accelerated_at,
    };
  });
}

/** Interest has raised what guarantors paid as it has raised what is owed. */
export function lackingOf({ covered, cover_owed }: CoveredDrawdown, owed: bigint): { owed: bigint; lacking: bigint } {
  return { owed, lacking: covered === 0n ? owed : owed - (covered * owed) / cover_owed };
}

function canBeDrawn({ status, terms }: FacilityRow, asOf: bigint): boolean {
  if (status === "proposed") return true;
  return (status === "agreed" || status === "suspended") && asOf <= BigInt(terms.availableUntil);
}
