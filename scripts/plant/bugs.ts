import type { Bug } from "./bug.ts";
import { ATTESTATIONS_BUGS } from "./bugs/attestations.ts";
import { ASSET_BUGS } from "./bugs/assets.ts";
import { CASH_BUGS } from "./bugs/cash.ts";
import { CLAIM_TOKEN_BUGS } from "./bugs/claimToken.ts";
import { DISTRIBUTION_BUGS } from "./bugs/distribution.ts";
import { FINGERPRINTS_BUGS } from "./bugs/fingerprints.ts";
import { GUARANTEES_BUGS } from "./bugs/guarantees.ts";
import { HISTORY_BUGS } from "./bugs/history.ts";
import { LENDING_BUGS } from "./bugs/lending.ts";
import { MARKET_BUGS } from "./bugs/market.ts";
import { PARTIES_BUGS } from "./bugs/parties.ts";
import { PARTY_ACCOUNT_BUGS } from "./bugs/partyAccount.ts";
import { RECEIVABLES_BUGS } from "./bugs/receivables.ts";
import { SALES_BUGS } from "./bugs/sales.ts";
import { SERVICING_BUGS } from "./bugs/servicing.ts";
import { STANDING_OFFERS_BUGS } from "./bugs/standingOffers.ts";
import { STANDINGS_BUGS } from "./bugs/standings.ts";

/** Every planted bug, by invariant. */
export const BUGS: readonly Bug[] = [
  ...ATTESTATIONS_BUGS,
  ...ASSET_BUGS,
  ...CASH_BUGS,
  ...CLAIM_TOKEN_BUGS,
  ...DISTRIBUTION_BUGS,
  ...FINGERPRINTS_BUGS,
  ...GUARANTEES_BUGS,
  ...HISTORY_BUGS,
  ...LENDING_BUGS,
  ...MARKET_BUGS,
  ...PARTIES_BUGS,
  ...PARTY_ACCOUNT_BUGS,
  ...RECEIVABLES_BUGS,
  ...SALES_BUGS,
  ...SERVICING_BUGS,
  ...STANDING_OFFERS_BUGS,
  ...STANDINGS_BUGS,
].sort((a, b) => a.invariant.localeCompare(b.invariant));
