import { interfaceOf } from "../../chain/artifacts.ts";
import type { Address, Hex } from "../../domain/brand.ts";
import type { Duties } from "./duty.ts";
import { MOST_AT_ONCE } from "./duty.ts";

/** Rounds whose deadline has passed: closing one sells to the best bid that can be paid. */
export const roundsToClose =
  (market: Address): Duties =>
  async (q, now) => {
    const rounds = await q.query<{ id: bigint }>(
      `select id from mirror.asks
        where market = $1 and status = 'open' and deadline is not null and deadline < $2 and expiry >= $2
        order by deadline, id limit $3`,
      [market, now, MOST_AT_ONCE],
    );
    return rounds.map(({ id }) => ({
      key: `close/${String(id)}`,
      about: `asks/${String(id)}`,
      to: market,
      data: interfaceOf("Market").encodeFunctionData("close", [id]) as Hex,
    }));
  };
