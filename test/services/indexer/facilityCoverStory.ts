import { setTimeout as sleep } from "node:timers/promises";

import type { Hash } from "../../../services/domain/brand.ts";
import { randomHash } from "../chain/acting.ts";
import { FAR_FUTURE } from "../chain/network.ts";
import { ROLE } from "./ledger.ts";
import type { Actor, Ledger } from "./ledger.ts";

interface Cast {
  readonly borrower: Actor;
  readonly financier: Actor;
  readonly bank: Actor;
}

/** An accelerated facility, nothing of which is paid. */
export interface Accelerated {
  readonly facility: bigint;
  readonly drawdown: bigint;
}

/** Before anything is lent: one share of a first loss of 2,000, paid for. @returns the guarantor */
export async function guarantee(ledger: Ledger, { borrower, bank }: Cast, facility: bigint): Promise<Actor> {
  const cover = (name: string, ...args: unknown[]) => ledger.call("FacilityGuarantees", name, facility, ...args);
  const guarantor = await ledger.admit(ROLE.guarantor);
  for (const party of [guarantor, borrower]) {
    await ledger.does(bank, ledger.cash("mint", party.account, 3_000n, randomHash()));
  }
  const layer = { bps: 0, cap: 2_000n, validUntil: FAR_FUTURE };
  const share = { layer: 0, weight: 1, guarantor: guarantor.account, premium: 20n, reserve: 2_000n };
  await ledger.does(borrower, cover("offer", 0, [layer], [share]));
  const keeper = ledger.contracts.facilityGuarantees;
  const { terms } = (await ledger.view("FacilityGuarantees", keeper, "guaranteeOf", facility)) as { terms: Hash };
  await ledger.does(guarantor, cover("accept", 0, terms), cover("fund", 0, 300n));
  await ledger.does(borrower, cover("payPremium", 0));
  return guarantor;
}

/** Cover is paid, then the borrower pays the lender whole and 900 more, some of which the guarantor fetches. */
export async function coverLoss(
  ledger: Ledger,
  { borrower, financier }: Cast,
  { facility, drawdown }: Accelerated,
  guarantor: Actor,
): Promise<void> {
  const cover = (name: string, ...args: unknown[]) => ledger.call("FacilityGuarantees", name, facility, ...args);
  const pay = (amount: bigint) => ledger.call("Loans", "pay", facility, 0, amount);
  // No grace is a second's all the same.
  await sleep(1_000);
  await ledger.does(financier, cover("demand", randomHash()));
  await ledger.does(borrower, cover("payCover", 0));
  await ledger.does(guarantor, cover("release", 0));
  await ledger.does(borrower, pay(8_000n));
  await ledger.does(borrower, pay(1_000n));
  await ledger.does(borrower, cover("recover", 0));
  await ledger.does(financier, ledger.call("Facilities", "withdraw", drawdown));
}
