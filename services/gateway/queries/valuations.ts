import type { Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import { oneOrNone } from "../../store/rows.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { assetConcerns, assetFor } from "./assets.ts";
import { viewAttestations } from "./attestations.ts";
import type { AttestationRow } from "./attestations.ts";
import { statement } from "./bind.ts";
import { nowOf } from "./claims.ts";

/** Which valuation of an asset counts where several hold. */
export type ValuationPolicy = "lowest" | "latest";

/** Condition on attestations (a): a valuation of the asset that was made by the instant and held then. */
const heldAt = (asset: string, instant: string): string =>
  `a.subject = ${asset} AND a.kind = 'valuation' AND a.attested_at <= ${instant} AND a.date <= ${instant}
    AND a.expires_at > ${instant} AND (a.revoked_at IS NULL OR a.revoked_at > ${instant})`;

/** As IAttestations.lowestOf and newestOf: of one date the lowest. */
const ORDERS = { lowest: "a.value, a.seq", latest: "a.date DESC, a.value, a.seq" } as const;

interface CountedRow {
  readonly currency: string;
  readonly id: Hash;
  readonly value: bigint;
}

/** In minor units, the valuation that counted at an instant, in epoch seconds; nothing without one. */
export async function countedValuation(
  q: Queries,
  asset: string,
  currency: string,
  policy: ValuationPolicy,
  instant: bigint,
): Promise<bigint | undefined> {
  const rows = await q.query<{ value: bigint }>(
    `SELECT a.value FROM mirror.attestations a WHERE ${heldAt("$1", "$2")} AND a.currency = $3
      ORDER BY ${ORDERS[policy]} LIMIT 1`,
    [asset, instant, currency],
  );
  return oneOrNone(rows)?.value;
}

const counted = async (q: Queries, asset: string, policy: ValuationPolicy, instant: bigint): Promise<CountedRow[]> =>
  q.query<CountedRow>(
    `SELECT DISTINCT ON (a.currency) a.currency, a.id, a.value FROM mirror.attestations a
      WHERE ${heldAt("$1", "$2")} ORDER BY a.currency, ${ORDERS[policy]}`,
    [asset, instant],
  );

/**
 * What an asset was said to be worth by an instant: to whom the asset concerns all of it, to an appraiser its own.
 * @throws Problem not-found, invalid-field
 */
export async function valuationsOf(
  context: Context,
  actor: Actor,
  asset: string,
  { asOf }: { readonly asOf?: string },
): Promise<Record<string, unknown>> {
  const instant = asOf === undefined ? nowOf(context) : secondsOf(asOf);
  const { db } = context;
  const { bind, values } = statement();
  const id = bind(asset, "text");
  const rows = await db.query<AttestationRow & { readonly seq: bigint; readonly concerns: boolean }>(
    `SELECT a.*, t.concerns FROM mirror.attestations a, (SELECT EXISTS (SELECT 1 FROM mirror.assets a
        WHERE a.id = ${id} AND ${assetConcerns(bind, actor)}) AS concerns) t
      WHERE a.subject = ${id} AND a.kind = 'valuation' AND (t.concerns OR a.issuer = ${bind(actor.account, "text")})
      ORDER BY a.seq DESC`,
    values,
  );
  if (rows.length === 0) await assetFor(context, actor, asset);
  const isWhole = rows.every(({ concerns }) => concerns);
  const [lowest, latest] = isWhole
    ? await Promise.all([counted(db, asset, "lowest", instant), counted(db, asset, "latest", instant)])
    : [[], []];
  const known = rows.filter(({ attested_at }) => attested_at <= instant);
  const history = oneOrNone(
    await db.query<{ seq: bigint; head: Hash }>("SELECT seq, head FROM mirror.subjects WHERE subject = $1", [asset]),
  );
  const shown = (found: readonly CountedRow[], currency: string): object | null => {
    const row = found.find((other) => other.currency === currency);
    return row ? { valuation: row.id, value: moneyIn(currency)(row.value) } : null;
  };
  return {
    asset,
    asOf: instantOfSeconds(instant),
    items: await viewAttestations(context, known, instant),
    counted: lowest.map(({ currency }) => ({
      currency,
      lowest: shown(lowest, currency),
      latest: shown(latest, currency),
    })),
    history: { events: Number(history?.seq ?? 0n), head: history?.head ?? null },
  };
}

function secondsOf(text: string): bigint {
  const milliseconds = Date.parse(text);
  if (!Number.isNaN(milliseconds)) return BigInt(Math.floor(milliseconds / 1000));
  throw new Problem("invalid-field", { detail: "there is no such instant", field: "/asOf" });
}
