import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { nowOf } from "./claims.ts";
import { partyRefs } from "./directory.ts";
import type { PartyRef } from "./directory.ts";
import type { SaleRow } from "./sales.ts";

interface BidRow {
  readonly sale: bigint;
  readonly bidder: Address;
  readonly commitment: Hash;
  readonly amount: bigint | null;
}

interface LienRow {
  readonly id: bigint;
  readonly asset_id: string;
  readonly lender: Address;
  readonly status: string;
  readonly official_at: bigint;
  readonly sequence: bigint;
}

interface ShareRow {
  readonly sale: bigint;
  readonly payee: string;
  readonly demanded: bigint | null;
  readonly owed: bigint | null;
  readonly paid: bigint | null;
}

/** What several sales are shown with, looked up together. */
interface Beside {
  readonly bids: readonly BidRow[];
  readonly shares: readonly ShareRow[];
  readonly liens: readonly LienRow[];
  readonly refOf: (account: Address) => PartyRef;
  readonly now: bigint;
}

export async function viewSales(context: Context, actor: Actor, sales: readonly SaleRow[]): Promise<object[]> {
  const { db, version } = context;
  const key = [version.contracts.assets, sales.map(({ id }) => id)];
  const bids = await db.query<BidRow>("SELECT * FROM mirror.sale_bids WHERE contract = $1 AND sale = ANY($2)", key);
  const shares = await db.query<ShareRow>(
    "SELECT * FROM mirror.sale_shares WHERE contract = $1 AND sale = ANY($2)",
    key,
  );
  const liens = await db.query<LienRow>(
    `SELECT id, asset_id, lender, status, official_at, sequence FROM mirror.liens
      WHERE asset_id = ANY($1) AND official_at IS NOT NULL ORDER BY official_at, sequence`,
    [sales.map(({ asset_id }) => asset_id)],
  );
  const payees = shares.flatMap(({ payee }) => (payee.startsWith("0x") ? [payee as Address] : []));
  const accounts = [...sales.flatMap(({ lender, bidder }) => [lender, bidder ?? []].flat()), ...payees];
  const refOf = await partyRefs(db, [...accounts, ...liens.map(({ lender }) => lender)]);
  const beside = { bids, shares, liens, refOf, now: nowOf(context) };
  return sales.map((sale) => view(sale, actor, beside));
}

function view(sale: SaleRow, actor: Actor, { bids, shares, liens, refOf, now }: Beside): object {
  const money = moneyIn(sale.currency);
  const amount = (given: bigint | null): object | null => (given === null ? null : money(given));
  const made = bids.filter((bid) => bid.sale === sale.id);
  const own = made.find(({ bidder }) => bidder === actor.account);
  const onAsset = liens.filter(({ asset_id }) => asset_id === sale.asset_id);
  const place = onAsset.findIndex(({ id }) => id === sale.lien);
  const before = onAsset.slice(0, place).filter(({ status }) => status === "active");
  const isConcerned =
    seesAll(actor) ||
    [...sale.owners.map(({ account }) => account), ...onAsset.map(({ lender }) => lender)].includes(actor.account) ||
    shares.some(({ sale: of, payee }) => of === sale.id && payee === actor.account);
  const proceeds = shares
    .filter(({ sale: of }) => of === sale.id)
    .map((share) => ({ ...share, lien: onAsset.find(({ id }) => String(id) === share.payee) }))
    .toSorted((one, other) => rankOf(onAsset, one.lien) - rankOf(onAsset, other.lien));
  return {
    id: String(sale.id),
    status: sale.status,
    phase: phaseOf(sale, now),
    asset: { id: sale.asset_id, office: sale.office, kind: sale.kind, number: sale.number },
    lien: String(sale.lien),
    lender: refOf(sale.lender),
    reserve: money(sale.reserve),
    commitBy: instantOfSeconds(sale.commit_by),
    revealBy: instantOfSeconds(sale.reveal_by),
    evidence: sale.evidence,
    bidders: made.length,
    // What is opened is told to those who bid, too: they see what they have to beat.
    best:
      sale.bidder !== null && (isConcerned || own) ? { bidder: refOf(sale.bidder), amount: money(sale.best) } : null,
    mine: own ? { commitment: own.commitment, opened: amount(own.amount) } : null,
    proceeds: isConcerned
      ? proceeds.map(({ lien, payee, demanded, owed, paid }) => ({
          lien: lien ? String(lien.id) : null,
          payee: refOf(lien?.lender ?? (payee as Address)),
          demanded: amount(demanded),
          owed: amount(owed),
          paid: amount(paid),
        }))
      : [],
    surplus: isConcerned ? amount(sale.surplus) : null,
    surviving: before.map(({ id }) => String(id)),
    openedAt: instantOfSeconds(sale.opened_at),
    closedAt: sale.closed_at === null ? null : instantOfSeconds(sale.closed_at),
  };
}

/** Former owners come last. */
const rankOf = (liens: readonly LienRow[], lien: LienRow | undefined): number =>
  lien ? liens.indexOf(lien) : liens.length;

function phaseOf({ status, commit_by, reveal_by }: SaleRow, now: bigint): string {
  if (status !== "open") return "closed";
  if (now <= commit_by) return "sealed";
  return now <= reveal_by ? "opening" : "over";
}
