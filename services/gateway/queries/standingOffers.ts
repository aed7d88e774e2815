import { decodeRevert } from "../../chain/revert.ts";
import { RpcError } from "../../chain/rpcError.ts";
import { readViews } from "../../chain/view.ts";
import type { Address } from "../../domain/brand.ts";
import { rational, toFixed } from "../../domain/rational.ts";
import { simpleYield } from "../../domain/rates.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import { minorUnits } from "../commands/money.ts";
import type { Context } from "../context.ts";
import { problemOfRevert } from "../problems/fromRevert.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { statement } from "./bind.ts";
import type { Bind } from "./bind.ts";
import { claimFor, nowOf } from "./claims.ts";
import { partyRefs } from "./directory.ts";

export interface OfferRow {
  readonly id: bigint;
  readonly financier: Address;
  readonly seller: Address | null;
  readonly debtor: Address | null;
  readonly currency: string;
  readonly most: bigint;
  readonly used: bigint;
  readonly rate: number;
  readonly basis: number;
  readonly max_days: number;
  readonly until: bigint;
  readonly state: string;
  /** Whether the reader lets anybody sell to it on its behalf. */
  readonly entrusted: boolean;
}

function openTo(bind: Bind, { account }: Actor): string {
  const self = bind(account, "text");
  const held = `EXISTS (SELECT 1 FROM mirror.holdings h JOIN mirror.claims c ON c.id = h.claim_id
    WHERE h.holder = ${self} AND h.units > 0 AND c.debtor = o.debtor)`;
  return `(o.financier = ${self} OR o.seller = ${self} OR (o.seller IS NULL AND ${held}))`;
}

/** Offers of the reader, for the reader, or for claims that the reader holds units of. */
function offersOf(bind: Bind, context: Context, actor: Actor): string {
  const visible = seesAll(actor) ? "true" : openTo(bind, actor);
  return `SELECT o.*, CASE WHEN o.status <> 'open' THEN o.status WHEN o.used = o.most THEN 'used'
            WHEN o.until < ${bind(nowOf(context), "bigint")} THEN 'expired' ELSE 'open' END AS state,
      EXISTS (SELECT 1 FROM mirror.entrustments e WHERE e.contract = o.contract AND e.offer = o.id AND e.entrusted
        AND e.seller = ${bind(actor.account, "text")}) AS entrusted
    FROM mirror.standing_offers o WHERE o.contract = ${bind(context.version.contracts.standingOffers, "text")} AND ${visible}`;
}

/** @throws Problem not-found */
export async function offerFor(context: Context, actor: Actor, id: string): Promise<OfferRow> {
  const { bind, values } = statement();
  const sql = `${offersOf(bind, context, actor)} AND o.id = ${bind(BigInt(id), "bigint")}`;
  const [row] = await context.db.query<OfferRow>(sql, values);
  if (!row) throw new Problem("not-found", { detail: "there is no such standing offer, or it is not open to you" });
  return row;
}

/** Newest first. */
export async function listOffers(
  context: Context,
  actor: Actor,
  { after, limit }: Page,
  status: string | undefined,
): Promise<OfferRow[]> {
  const { bind, values } = statement();
  const visible = offersOf(bind, context, actor);
  const older = after?.[0] === undefined ? "true" : `id < ${bind(BigInt(after[0]), "bigint")}`;
  const wanted = status === undefined ? "true" : `state = ${bind(status, "text")}`;
  return context.db.query<OfferRow>(
    `SELECT * FROM (${visible}) AS standing WHERE ${older} AND ${wanted} ORDER BY id DESC LIMIT ${bind(limit, "integer")}`,
    values,
  );
}

export async function viewOffers({ db }: Context, rows: readonly OfferRow[]): Promise<unknown[]> {
  const named = rows.flatMap(({ financier, seller, debtor }) => [financier, seller, debtor]);
  const refOf = await partyRefs(
    db,
    named.filter((account) => account !== null),
  );
  return rows.map((row) => {
    const money = moneyIn(row.currency);
    return {
      id: String(row.id),
      status: row.state,
      financier: refOf(row.financier),
      seller: row.seller && refOf(row.seller),
      debtor: row.debtor && refOf(row.debtor),
      limit: money(row.most),
      used: money(row.used),
      rateBps: row.rate,
      dayCount: row.basis === 360 ? "ACT/360" : "ACT/365F",
      maxDays: row.max_days,
      until: instantOfSeconds(row.until),
      entrusted: row.entrusted,
    };
  });
}

/**
 * What units of a claim would fetch on an offer now, as the ledger itself computes it.
 *
 * @throws Problem not-found, currency-mismatch, refused-by-ledger
 */
export async function quoteOn(
  context: Context,
  actor: Actor,
  id: string,
  input: { receivable: string; amount: { currency: string; amount: string } },
): Promise<Record<string, unknown>> {
  const { basis } = await offerFor(context, actor, id);
  const claim = await claimFor(context, actor, input.receivable);
  const units = minorUnits(input.amount, claim.currency, "/amount");
  const { price, days } = await priceOnLedger(context, [BigInt(id), claim.id, units]);
  const money = moneyIn(claim.currency);
  const apr = days === 0n ? rational(0n) : simpleYield(units, price, rational(days, BigInt(basis)));
  return {
    amount: input.amount,
    discount: money(units - price),
    price: money(price),
    days: Number(days),
    basis,
    apr: toFixed(apr, 6),
  };
}

async function priceOnLedger(
  { rpc, version }: Context,
  args: readonly unknown[],
): Promise<{ price: bigint; days: bigint }> {
  const address = version.contracts.standingOffers;
  try {
    const [answer] = await readViews(rpc, [{ contract: "StandingOffers", address, name: "quoteOf", args }]);
    return { price: BigInt(String(answer?.[0])), days: BigInt(String(answer?.[1])) };
  } catch (error) {
    if (error instanceof RpcError && error.data) throw problemOfRevert(decodeRevert(error.data));
    throw error;
  }
}
