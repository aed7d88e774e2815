import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { moneyIn } from "../schemas/money.ts";
import type { AskRow } from "./asks.ts";
import { nowOf } from "./claims.ts";

interface BestBid {
  readonly ask: bigint;
  readonly id: bigint;
  readonly units: bigint;
  readonly price: bigint;
}

/**
 * The best open bid on each ask: the highest price for a unit, the earliest among equals. While a round hears bids, bidders
 * are not told what others bid, only the seller is; whoever runs a node can see it.
 */
export async function bestBidsOf(
  context: Context,
  actor: Actor,
  asks: readonly AskRow[],
): Promise<(ask: AskRow) => unknown> {
  const now = nowOf(context);
  const rows = await context.db.query<BestBid>(
    `SELECT DISTINCT ON (b.ask) b.ask, b.id, b.units, b.price FROM mirror.bids b
      WHERE b.market = $1 AND b.ask = ANY($2::bigint[]) AND b.status = 'open' AND b.expiry >= $3
      ORDER BY b.ask, b.price / b.units DESC, b.id`,
    [context.version.contracts.market, asks.map(({ id }) => String(id)), now],
  );
  const best = new Map(rows.map((row) => [row.ask, row]));
  return (ask) => {
    const bid = best.get(ask.id);
    const isOver = ask.status !== "open" && ask.status !== "closing";
    const isSealed = ask.deadline !== null && now <= ask.deadline && ask.seller !== actor.account && !seesAll(actor);
    if (!bid || isOver || isSealed) return null;
    const money = moneyIn(ask.currency);
    return { id: String(bid.id), amount: money(bid.units), price: money(bid.price) };
  };
}
