import type { ClaimId } from "../../../domain/brand.ts";
import type { RowOf } from "../../table/column.ts";
import type { claims } from "../../tables/claims.ts";
import type { Mirror } from "../mirror.ts";

/** What every act of servicing does to its claim: the version rises, beside what the act itself changes. */
export function service(mirror: Mirror, id: ClaimId, changes: Partial<RowOf<typeof claims.columns>> = {}): void {
  const { version } = mirror.claims.get({ id });
  mirror.claims.change({ id }, { ...changes, version: version + 1n });
}

export const NO_DISPUTE = { disputed: 0n, disputeResolveBy: null, disputeReason: null };
export const NO_CREDIT = { creditAmount: null, creditMaking: null, creditRoot: null };
export const NO_AMENDMENT = { amendmentDueAt: null, amendmentRoot: null };
