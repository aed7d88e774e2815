import { randomUUID } from "node:crypto";

import type { Signer } from "../../../../services/chain/signer.ts";
import { newSigner } from "../../chain/network.ts";
import { Ledger, ROLE } from "../../indexer/ledger.ts";
import type { Actor as LedgerActor } from "../../indexer/ledger.ts";

/** A ledger with a payer who has cash, and a payee whose balance counts what was done. */
export interface Stage {
  readonly ledger: Ledger;
  /** One signer of one. */
  readonly payer: LedgerActor;
  /** Two signers of two. */
  readonly pair: LedgerActor;
  readonly payee: LedgerActor;
  readonly relayer: Signer;
  /** Of the payee, in cents. */
  balance(): Promise<bigint>;
  stop(): Promise<void>;
}

const FUNDS = 1_000_000n;

export async function openStage(): Promise<Stage> {
  const ledger = await Ledger.open();
  const [payer, payee] = [await ledger.admit(ROLE.enterprise), await ledger.admit(ROLE.enterprise)];
  const pair = await ledger.admit(ROLE.enterprise, 2);
  const bank = await ledger.admitBank();
  for (const party of [payer, pair]) {
    await ledger.does(
      bank,
      ledger.cash("mint", party.account, FUNDS, `0x${randomUUID().replaceAll("-", "").repeat(2)}`),
    );
  }
  return {
    ledger,
    payer,
    pair,
    payee,
    relayer: newSigner(),
    balance: async () => BigInt(String(await ledger.view("Cash", ledger.eur, "balanceOf", payee.account))),
    stop: () => ledger.network.stop(),
  };
}
