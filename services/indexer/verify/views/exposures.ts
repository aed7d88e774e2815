import type { Address, ClaimId } from "../../../domain/brand.ts";
import type { LimitSubject } from "../../tables/limits.ts";
import { viewCheck } from "../viewCheck.ts";
import { SUBJECTS } from "./limits.ts";

interface ExposureRow {
  readonly market: Address;
  readonly financier: Address;
  readonly subject: LimitSubject;
  readonly claimId: ClaimId;
  readonly token: Address;
  readonly amount: bigint;
}

export const exposures = viewCheck<ExposureRow>({
  table: "exposures",
  key: ["market", "financier", "subject", "claimId"],
  sql: `select e.market, e.financier, e.subject, e.claim_id as "claimId", e.amount, coalesce(c.contract, f.contract) as token
        from exposures e left join claims c on c.id = e.claim_id
          left join drawdowns d on d.id = e.claim_id left join facilities f on f.id = d.facility_id`,
  views({ market: address, financier, subject, token, claimId }) {
    const args = [financier, SUBJECTS[subject], token, claimId];
    return [{ contract: "Market", address, name: "countedOf", args }];
  },
  compare: ({ amount }, [counted]) => [["amount", amount, counted?.[0] as bigint]],
});
