import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { bestBidsOf } from "./bestBids.ts";
import { statement } from "./bind.ts";
import type { Bind } from "./bind.ts";
import { nowOf, openTo } from "./claims.ts";
import { partyRefs } from "./directory.ts";
import { loansOffered } from "./loanOffers.ts";
import { soldKind, soldView } from "./sold.ts";
import type { SoldKind } from "./sold.ts";

export interface AskRow {
  readonly id: bigint;
  readonly seller: Address;
  readonly sold: SoldKind;
  /** Of the loan, where that is what is sold. */
  readonly claim_id: Hash;
  readonly currency: string;
  readonly units: bigint;
  readonly filled: bigint;
  readonly price: bigint;
  readonly floor: bigint;
  /** Of a round: last second in which bids are heard. */
  readonly deadline: bigint | null;
  readonly expiry: bigint;
  readonly version: bigint;
  readonly status: string;
  /** Empty: every financier. */
  readonly buyers: readonly Address[];
}

type StoredAsk = AskRow & { readonly state: string };

/** Of the current market, with `expired` for what nobody can buy any more and `closing` for a round past its deadline; for its seller and those to whom it was open. */
function asksOf(bind: Bind, context: Context, actor: Actor): string {
  const visible = seesAll(actor) ? "true" : `(a.seller = ${bind(actor.account, "text")} OR ${openTo(bind, actor)})`;
  const now = bind(nowOf(context), "bigint");
  return `SELECT a.*, ${soldKind("a")} AS sold, CASE WHEN a.status <> 'open' THEN a.status WHEN a.expiry < ${now} THEN 'expired'
            WHEN a.deadline < ${now} THEN 'closing' ELSE 'open' END AS state
    FROM mirror.asks a WHERE a.market = ${bind(context.version.contracts.market, "text")} AND ${visible}`;
}

const shown = ({ state, ...row }: StoredAsk): AskRow => ({ ...row, status: state });

/** @throws Problem not-found */
export async function askFor(context: Context, actor: Actor, id: string): Promise<AskRow> {
  const { bind, values } = statement();
  const sql = `${asksOf(bind, context, actor)} AND a.id = ${bind(BigInt(id), "bigint")}`;
  const [row] = await context.db.query<StoredAsk>(sql, values);
  if (!row) throw new Problem("not-found", { detail: "there is no such ask, or it is not open to you" });
  return shown(row);
}

/** Asks that the reader made or may take, newest first. */
export async function listAsks(
  context: Context,
  actor: Actor,
  { after, limit }: Page,
  { status, kind }: { status?: string; kind?: string },
): Promise<AskRow[]> {
  const { bind, values } = statement();
  const visible = asksOf(bind, context, actor);
  const older = after?.[0] === undefined ? "true" : `id < ${bind(BigInt(after[0]), "bigint")}`;
  const wanted = status === undefined ? "true" : `state = ${bind(status, "text")}`;
  const ofKind = kind === undefined ? "true" : `deadline IS ${kind === "round" ? "NOT NULL" : "NULL"}`;
  const sql = `SELECT * FROM (${visible}) AS visible WHERE ${older} AND ${wanted} AND ${ofKind} ORDER BY id DESC LIMIT ${bind(limit, "integer")}`;
  return (await context.db.query<StoredAsk>(sql, values)).map(shown);
}

/** Asks as the API shows them. */
export async function viewAsks(context: Context, actor: Actor, rows: readonly AskRow[]): Promise<unknown[]> {
  const bestBidOn = await bestBidsOf(context, actor, rows);
  const loanOf = await loansOffered(context, rows);
  const refOf = await partyRefs(
    context.db,
    rows.map(({ seller }) => seller),
  );
  return rows.map((row) => {
    const money = moneyIn(row.currency);
    return {
      id: String(row.id),
      kind: row.deadline === null ? "ask" : "round",
      status: row.status,
      ...soldView(row),
      loan: loanOf(row),
      seller: refOf(row.seller),
      amount: money(row.units),
      price: row.deadline === null ? money(row.price) : null,
      floor: money(row.floor),
      filled: money(row.filled),
      deadline: row.deadline === null ? null : instantOfSeconds(row.deadline),
      expiresAt: instantOfSeconds(row.expiry),
      named: row.buyers.length > 0,
      bestBid: bestBidOn(row),
    };
  });
}
