import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { statement } from "./bind.ts";
import type { Bind } from "./bind.ts";
import { nowOf } from "./claims.ts";
import { partyRefs } from "./directory.ts";
import { soldKind, soldView } from "./sold.ts";
import type { SoldKind } from "./sold.ts";

export interface BidRow {
  readonly id: bigint;
  readonly ask: bigint;
  readonly sold: SoldKind;
  /** Of the loan, where that is what is sold. */
  readonly claim_id: Hash;
  readonly seller: Address;
  readonly bidder: Address;
  readonly currency: string;
  readonly units: bigint;
  readonly price: bigint;
  readonly expiry: bigint;
  readonly counter: bigint | null;
  readonly counter_expiry: bigint | null;
  readonly state: string;
  readonly hindrance: string | null;
  readonly placed_at: bigint;
}

/** Bids that the reader made, or received; an open one is over when its ask is. */
function bidsOf(bind: Bind, context: Context, actor: Actor): string {
  const now = bind(nowOf(context), "bigint");
  const visible = seesAll(actor) ? "true" : `${bind(actor.account, "text")} IN (b.bidder, b.seller)`;
  return `SELECT b.*, ${soldKind("b")} AS sold, CASE WHEN b.status <> 'open' THEN b.status WHEN a.status <> 'open' OR a.expiry < ${now} THEN 'lapsed'
            WHEN b.expiry < ${now} THEN 'expired' ELSE 'open' END AS state
    FROM mirror.bids b JOIN mirror.asks a ON a.market = b.market AND a.id = b.ask
   WHERE b.market = ${bind(context.version.contracts.market, "text")} AND ${visible}`;
}

/** @throws Problem not-found */
export async function bidFor(context: Context, actor: Actor, id: string): Promise<BidRow> {
  const { bind, values } = statement();
  const sql = `${bidsOf(bind, context, actor)} AND b.id = ${bind(BigInt(id), "bigint")}`;
  const [row] = await context.db.query<BidRow>(sql, values);
  if (!row) throw new Problem("not-found", { detail: "there is no such bid, or it is neither yours nor made to you" });
  return row;
}

export interface BidFilter {
  readonly ask?: string;
  readonly status?: string;
}

/** Newest first. */
export async function listBids(
  context: Context,
  actor: Actor,
  { after, limit }: Page,
  { ask, status }: BidFilter,
): Promise<BidRow[]> {
  const { bind, values } = statement();
  const visible = bidsOf(bind, context, actor);
  const older = after?.[0] === undefined ? "true" : `id < ${bind(BigInt(after[0]), "bigint")}`;
  const onAsk = ask === undefined ? "true" : `ask = ${bind(BigInt(ask), "bigint")}`;
  const wanted = status === undefined ? "true" : `state = ${bind(status, "text")}`;
  return context.db.query<BidRow>(
    `SELECT * FROM (${visible}) AS made_or_received WHERE ${older} AND ${onAsk} AND ${wanted}
      ORDER BY id DESC LIMIT ${bind(limit, "integer")}`,
    values,
  );
}

export async function viewBids({ db }: Context, rows: readonly BidRow[]): Promise<unknown[]> {
  const refOf = await partyRefs(
    db,
    rows.flatMap(({ bidder, seller }) => [bidder, seller]),
  );
  return rows.map((row) => {
    const money = moneyIn(row.currency);
    return {
      id: String(row.id),
      ask: String(row.ask),
      status: row.state,
      hindrance: row.hindrance,
      ...soldView(row),
      bidder: refOf(row.bidder),
      seller: refOf(row.seller),
      amount: money(row.units),
      price: money(row.price),
      counterOffer: counterOf(row),
      expiresAt: instantOfSeconds(row.expiry),
      placedAt: instantOfSeconds(row.placed_at),
    };
  });
}

function counterOf({ currency, counter, counter_expiry }: BidRow): unknown {
  if (counter === null || counter_expiry === null) return null;
  return { price: moneyIn(currency)(counter), expiresAt: instantOfSeconds(counter_expiry) };
}
