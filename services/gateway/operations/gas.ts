import { interfaceOf } from "../../chain/artifacts.ts";
import { decodeRevert } from "../../chain/revert.ts";
import { RpcError } from "../../chain/rpcError.ts";
import type { Address, Hex } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { problemOfRevert } from "../problems/fromRevert.ts";
import type { Act } from "./submit.ts";

/** Given to each call when the ledger's state is about to change and a simulation would say nothing. */
const UNSIMULATED = 700_000n;

/**
 * The gas an intent is signed for: what a simulation used, and 30 % more. The simulation is also the friendly pre-check.
 * It is left out while anything of the account, or about the same thing, is in flight.
 *
 * @throws Problem with the ledger's refusal, translated
 */
export async function gasFor(context: Context, account: Address, act: Act): Promise<bigint> {
  if (await isInFlight(context, account, act.subject)) return UNSIMULATED * BigInt(act.calls.length);
  const data = interfaceOf("PartyAccount").encodeFunctionData("run", [act.calls]);
  try {
    const used = await context.rpc.call<Hex>("eth_estimateGas", [{ from: account, to: account, data }]);
    return (BigInt(used) * 13n) / 10n;
  } catch (error) {
    if (error instanceof RpcError && error.data) throw problemOfRevert(decodeRevert(error.data));
    throw error;
  }
}

async function isInFlight({ db }: Context, account: Address, subject: string | undefined): Promise<boolean> {
  const rows = await db.query(
    "SELECT 1 FROM core.operations WHERE status IN ('queued', 'sent', 'unknown') AND (account = $1 OR subject = $2) LIMIT 1",
    [account, subject ?? null],
  );
  return rows.length > 0;
}
