import type { Address, Hash } from "../../domain/brand.ts";
import type { LedgerEvent } from "../decode/ledgerEvent.ts";
import type { Mirror } from "./mirror.ts";
import type { RowOf } from "../table/column.ts";
import type { intents } from "../tables/intents.ts";
import type { Signed } from "../decode/transactionContext.ts";

type IntentRow = RowOf<typeof intents.columns>;
type Outcome = Pick<IntentRow, "outcome" | "hash" | "reason">;

export function needSigners({ signers }: Mirror, account: Address, candidates: readonly Signed[]): void {
  for (const { epoch, signatures } of candidates) {
    for (const { signer } of signatures) signers.need({ account, epoch, key: signer });
  }
}

/** Records what became of an intent of the account that emitted the event, and whose signatures it bore. */
export function recordOutcome(
  { args: { id }, contract: { address: account }, block, at, transactionHash, log }: LedgerEvent<{ id: Hash }>,
  mirror: Mirror,
  outcome: Outcome,
  candidates: readonly Signed[],
): void {
  const place = { block, at, transactionHash, logIndex: log.index };
  mirror.intents.insert({ account, id, ...outcome, ...provenance(mirror, account, candidates), ...place });
}

/** The first candidate that only signers of its epoch have signed: the account refused all others. */
function provenance(
  { signers }: Mirror,
  account: Address,
  candidates: readonly Signed[],
): Pick<IntentRow, "epoch" | "deadline" | "signatures"> {
  for (const { epoch, deadline, signatures } of candidates) {
    const named = signatures.flatMap(({ signer, signature }) => {
      const known = signers.find({ account, epoch, key: signer });
      return known ? [{ signer, custody: known.custody, signature }] : [];
    });
    if (named.length > 0 && named.length === signatures.length) return { epoch, deadline, signatures: named };
  }
  return { epoch: null, deadline: null, signatures: null };
}
