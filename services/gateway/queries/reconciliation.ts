import { interfaceOf } from "../../chain/artifacts.ts";
import { RpcError } from "../../chain/rpcError.ts";
import type { Address, Hex } from "../../domain/brand.ts";
import type { CalendarDate } from "../../domain/date.ts";
import type { Context } from "../context.ts";
import { cashOf } from "../commands/calls.ts";
import { moneyIn } from "../schemas/money.ts";

/** Epoch seconds of a UTC day: from the first inclusive to the second exclusive. */
export interface Day {
  readonly from: bigint;
  readonly to: bigint;
}

export function dayOf(date: CalendarDate): Day {
  const from = BigInt(Date.parse(`${date}T00:00:00Z`) / 1000);
  return { from, to: from + 86_400n };
}

interface Sums {
  readonly opening: bigint;
  readonly deposits: bigint;
  readonly wires: bigint;
  readonly payouts: bigint;
  readonly recalled_deposits: bigint;
  readonly recalled_wires: bigint;
  readonly locked: bigint;
  readonly in_claims: bigint;
  readonly elsewhere: bigint;
  readonly with_parties: bigint;
  readonly last_block: bigint | null;
}

/** Movements of cash: before the day, on it, and where the money stood when it ended. */
const MOVEMENTS = `
  WITH moved AS (SELECT * FROM mirror.cash_entries WHERE currency = $1 AND at < $3),
  today AS (SELECT * FROM moved WHERE at >= $2),
  legs AS (
    SELECT payee AS account, amount FROM moved WHERE payee IS NOT NULL
    UNION ALL SELECT CASE WHEN kind = 'burn' THEN contract ELSE payer END, -amount FROM moved WHERE payer IS NOT NULL
  ),
  stood AS (
    SELECT CASE WHEN l.account = $4 THEN 'locked' WHEN s.name = 'Receivables' THEN 'claims'
                WHEN s.name IS NOT NULL THEN 'elsewhere' ELSE 'parties' END AS place, sum(l.amount) AS amount
      FROM legs l LEFT JOIN mirror.contracts s ON s.address = l.account GROUP BY 1
  )
  SELECT
    (SELECT coalesce(sum(CASE kind WHEN 'mint' THEN amount WHEN 'burn' THEN -amount WHEN 'recall' THEN -amount ELSE 0 END), 0)
       FROM moved WHERE at < $2) AS opening,
    (SELECT coalesce(sum(amount), 0) FROM today WHERE kind = 'mint' AND claim_id IS NULL) AS deposits,
    (SELECT coalesce(sum(amount), 0) FROM today WHERE kind = 'mint' AND claim_id IS NOT NULL) AS wires,
    (SELECT coalesce(sum(amount), 0) FROM today WHERE kind = 'burn') AS payouts,
    (SELECT coalesce(sum(amount), 0) FROM today WHERE kind = 'recall' AND claim_id IS NULL) AS recalled_deposits,
    (SELECT coalesce(sum(amount), 0) FROM today WHERE kind = 'recall' AND claim_id IS NOT NULL) AS recalled_wires,
    coalesce((SELECT amount FROM stood WHERE place = 'locked'), 0) AS locked,
    coalesce((SELECT amount FROM stood WHERE place = 'claims'), 0) AS in_claims,
    coalesce((SELECT amount FROM stood WHERE place = 'elsewhere'), 0) AS elsewhere,
    coalesce((SELECT amount FROM stood WHERE place = 'parties'), 0) AS with_parties,
    (SELECT max(block) FROM moved) AS last_block`;

interface ClaimSums {
  readonly unwithdrawn: bigint;
  readonly suspense: bigint;
  readonly dust: bigint;
}

/** The same as the histories of the claims tell it. */
const OF_CLAIMS = `
  WITH told AS (
    SELECT e.name, e.at, coalesce(e.args->>'amount', e.args->>'dust')::numeric AS amount
      FROM mirror.claim_events e JOIN mirror.claims c ON c.id = e.claim_id
     WHERE c.currency = $1 AND e.at < $3
       AND e.name IN ('Paid', 'Withdrawn', 'Closed', 'Suspended', 'Refunded', 'WireRecalled')
  )
  SELECT
    coalesce(sum(CASE name WHEN 'Paid' THEN amount WHEN 'Withdrawn' THEN -amount WHEN 'Closed' THEN -amount END), 0) AS unwithdrawn,
    coalesce(sum(CASE name WHEN 'Suspended' THEN amount WHEN 'Refunded' THEN -amount WHEN 'WireRecalled' THEN -amount END), 0) AS suspense,
    coalesce(sum(amount) FILTER (WHERE name = 'Closed' AND at >= $2), 0) AS dust
  FROM told`;

/** The day's books of one currency, and whether they balance; amounts are minor units. */
export async function booksOf(context: Context, currency: string, { from, to }: Day): Promise<object> {
  const cash = cashOf(context, currency);
  const [sums] = await context.db.query<Sums>(MOVEMENTS, [currency, from, to, cash]);
  const [claims] = await context.db.query<ClaimSums>(OF_CLAIMS, [currency, from, to]);
  if (!sums || !claims) throw new Error("an aggregate without a row");
  const { opening, deposits, wires, payouts } = sums;
  const recalled = sums.recalled_deposits + sums.recalled_wires;
  const closing = opening + deposits + wires - payouts - recalled;
  const held = claims.unwithdrawn + claims.suspense;
  const supply = await supplyAt(context, cash, sums.last_block);
  const money = moneyIn(currency);
  const check = (name: string, one: bigint, other: bigint) => ({
    name,
    expected: money(one),
    found: money(other),
    holds: one === other,
  });
  return {
    opening: money(opening),
    minted: { deposits: money(deposits), wires: money(wires) },
    burnt: {
      payouts: money(payouts),
      recalledDeposits: money(sums.recalled_deposits),
      recalledWires: money(sums.recalled_wires),
    },
    closing: money(closing),
    held: {
      byParties: money(sums.with_parties),
      forPayouts: money(sums.locked),
      unwithdrawn: money(claims.unwithdrawn),
      suspense: money(claims.suspense),
      byOtherContracts: money(sums.elsewhere),
    },
    dust: money(claims.dust),
    checks: [
      check(
        "closing is what parties, open payouts, claims and other contracts hold",
        closing,
        sums.with_parties + sums.locked + sums.elsewhere + held,
      ),
      check("what claims hold by their histories is what moved into them less what moved out", held, sums.in_claims),
      ...(supply === undefined
        ? []
        : [check("closing is the supply of the cash contract on the ledger", closing, supply)]),
    ],
  };
}

/** As the contract itself has it after the day's last movement; undefined where the node no longer keeps that state. */
async function supplyAt({ rpc }: Context, cash: Address, block: bigint | null): Promise<bigint | undefined> {
  if (block === null) return undefined;
  const abi = interfaceOf("Cash");
  const call = { to: cash, data: abi.encodeFunctionData("totalSupply", []) };
  try {
    const answer = await rpc.call<Hex>("eth_call", [call, `0x${block.toString(16)}`]);
    return abi.decodeFunctionResult("totalSupply", answer)[0] as bigint;
  } catch (error) {
    if (error instanceof RpcError) return undefined;
    throw error;
  }
}
