import { id as hashOf } from "ethers";

import { claimOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { DAY, now, wait } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import type { Receipt } from "../support/transactions.ts";

export const REASON = hashOf("half of the goods were broken");
export const CREDIT_NOTE = hashOf("credit note 17");

/** As in {IServicing-Making}. */
export const Making = { PAID: 0n, OWED: 1n, REDUCED: 2n } as const;

/** What a party asks of the servicing contract about the claim. */
export async function acts(ledger: WithClaim, by: Party, name: string, ...args: unknown[]): Promise<Receipt> {
  return by.acts(ledger.servicing.call(name, ledger.id, ...args));
}

/** Its events are entries of the claim's history, which the claim contract emits. */
export function told({ receivables }: WithClaim, receipt: Receipt, name: string): Record<string, unknown>[] {
  return receivables.events(receipt, name);
}

export async function dispute(ledger: WithClaim, amount: bigint, by: Party = ledger.buyer): Promise<Receipt> {
  const { dueAt } = await claimOf(ledger, ledger.id);
  return acts(ledger, by, "dispute", amount, dueAt, REASON);
}

/** The seller credits, the debtor accepts. */
export async function credit(ledger: WithClaim, amount: bigint, making: bigint): Promise<Receipt> {
  await acts(ledger, ledger.supplier, "proposeCredit", amount, making, CREDIT_NOTE);
  return acts(ledger, ledger.buyer, "acceptCredit", amount, CREDIT_NOTE);
}

export const GRACE = 10n * DAY;
export const BUY_BACK = 5n * DAY;

export async function giveRecourse(ledger: WithClaim): Promise<Receipt> {
  return acts(ledger, ledger.supplier, "giveRecourse", GRACE, BUY_BACK);
}

/** Lets the due date and the grace pass. */
export async function fallIntoDefault(ledger: WithClaim): Promise<void> {
  const { dueAt } = await claimOf(ledger, ledger.id);
  await wait(dueAt + GRACE + 1n - (await now()));
}
