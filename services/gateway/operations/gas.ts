import { interfaceOf } from "../../chain/artifacts.ts";
import { maxIntentGas } from "../../chain/relayGas.ts";
import { decodeRevert } from "../../chain/revert.ts";
import { RpcError } from "../../chain/rpcError.ts";
import type { Address, Hex } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { problemOfRevert } from "../problems/fromRevert.ts";
import { Problem } from "../problems/problem.ts";
import type { AccountState } from "./accountState.ts";
import type { Act } from "./submit.ts";

/** Given to each call, and each item of a bulk, when the ledger's state is about to change and a simulation would say nothing. */
const UNSIMULATED = 700_000n;

/**
 * The gas an intent is signed for: what a simulation used, and 30 % more. The simulation is also the friendly pre-check.
 * It is left out while anything of the account, or about the same thing, is in flight, and when the act has become possible
 * since the latest block, whose time a simulation takes for the present. Never more than a block can give.
 *
 * @throws Problem with the ledger's refusal, translated; refused-by-ledger also when no block can take the act
 */
export async function gasFor(context: Context, account: Address, act: Act, state: AccountState): Promise<bigint> {
  const most = maxIntentGas(act.calls, state.threshold, state.blockGasLimit);
  const wanted = await wantedGas(context, account, act, state);
  if (!wanted || wanted.least > most) {
    const need = wanted ? `this needs ${wanted.least} gas` : "the ledger gives no reason: it ran out of gas";
    throw new Problem("refused-by-ledger", {
      detail: `${need}, and a block has place for ${most > 0n ? most : 0n}; do it in parts`,
    });
  }
  return wanted.ample < most ? wanted.ample : most;
}

interface WantedGas {
  /** With less it is known to fail. */
  readonly least: bigint;
  readonly ample: bigint;
}

/** @returns undefined if it fails without a reason, as only what runs out of a whole block's gas does */
async function wantedGas(
  context: Context,
  account: Address,
  act: Act,
  { headTime }: AccountState,
): Promise<WantedGas | undefined> {
  if (ripensNext(context, act, headTime) || (await isInFlight(context, account, act.subject))) {
    return { least: 1n, ample: UNSIMULATED * BigInt(act.items ?? act.calls.length) };
  }
  const data = interfaceOf("PartyAccount").encodeFunctionData("run", [act.calls]);
  try {
    const used = BigInt(await context.rpc.call<Hex>("eth_estimateGas", [{ from: account, to: account, data }]));
    return { least: used, ample: (used * 13n) / 10n };
  } catch (error) {
    if (error instanceof RpcError && error.data === "0x") return undefined;
    if (error instanceof RpcError && error.data) throw problemOfRevert(decodeRevert(error.data));
    throw error;
  }
}

/** Whether the act became possible after the latest block: the next one's time is the clock's. */
function ripensNext({ now }: Context, { notBefore }: Act, headTime: bigint): boolean {
  return notBefore !== undefined && headTime < notBefore && BigInt(now().getTime()) >= notBefore * 1000n;
}

async function isInFlight({ db }: Context, account: Address, subject: string | undefined): Promise<boolean> {
  const rows = await db.query(
    "SELECT 1 FROM core.operations WHERE status IN ('queued', 'sent', 'unknown') AND (account = $1 OR subject = $2) LIMIT 1",
    [account, subject ?? null],
  );
  return rows.length > 0;
}
