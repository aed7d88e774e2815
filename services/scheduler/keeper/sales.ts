import { interfaceOf } from "../../chain/artifacts.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";
import type { Duties } from "./duty.ts";
import { MOST_AT_ONCE } from "./duty.ts";

/**
 * Acknowledged claims that their sellers have entrusted to a standing offer which has room for them, the cheapest offer
 * first. The ledger checks all of it again, and what is not asked here: cash, limits, freezes.
 */
export const salesEntrusted =
  (standingOffers: Address): Duties =>
  async (q, now) => {
    const sales = await q.query<{ offer: bigint; claim: Hash }>(
      `select o.id as offer, c.id as claim
         from mirror.entrustments e
         join mirror.standing_offers o on o.contract = e.contract and o.id = e.offer
         join mirror.claims c on c.contract = o.token and c.seller = e.seller and c.currency = o.currency
          and (o.debtor is null or o.debtor = c.debtor)
         join mirror.holdings h on h.claim_id = c.id and h.holder = c.seller
        where e.contract = $1 and e.entrusted and o.status = 'open' and o.until >= $2
          and (o.seller is null or o.seller = e.seller)
          and c.status = 'acknowledged' and c.disputed = 0 and c.version = 0
          and c.due_at > $2 and (c.due_at - 1 - $2) / 86400 <= o.max_days
          and h.units > 0 and o.used + h.units <= o.most
        order by c.acknowledged_at, c.id, o.rate::numeric / o.basis, o.id limit $3`,
      [standingOffers, now, MOST_AT_ONCE],
    );
    return sales.map(({ offer, claim }) => ({
      key: `finance/${String(offer)}/${claim}`,
      about: `receivables/${claim}`,
      to: standingOffers,
      data: interfaceOf("StandingOffers").encodeFunctionData("finance", [offer, claim]) as Hex,
    }));
  };
