import { id } from "ethers";

import { RECOVERY_DELAY, deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { wait } from "../support/network.ts";
import { Custody, Party, keysOf } from "../support/party.ts";
import type { Key } from "../support/party.ts";
import type { Call, Receipt } from "../support/transactions.ts";
import { possessionDigest } from "../support/typedData.ts";

export const GROUNDS = id("the keys burnt with the office");
export const ORDER = id("a court's order");

/** The keys that the party is to get; the first two of three sign. */
export const NEW_KEYS = keysOf("recovered", 3);
export const THRESHOLD = 2;

export const signersOf = (keys: readonly Key[], custody: bigint = Custody.EXTERNAL) =>
  keys.map(({ address }) => ({ key: address, custody }));

/** As stored, in the order of {IPartyAccount-RecoveryState}. */
export const RecoveryState = { NONE: 0n, PROPOSED: 1n, CONFIRMED: 2n, CANCELLED: 3n, EXECUTED: 4n } as const;

export interface Recovery {
  readonly id: string;
  readonly number: bigint;
  readonly executableAt: bigint;
  readonly state: bigint;
}

export type Recovering = Ledger & { readonly recovery: string };

export const recoveryOf = async ({ account }: Party): Promise<Recovery> => account.struct<Recovery>("recovery");

/** The registrar's proposal to give the financier new keys. */
export function proposal(
  { parties, financier, network }: Ledger,
  keys: readonly Key[] = NEW_KEYS,
  reason: string = GROUNDS,
): Call {
  const domain = { network, contract: parties.address };
  const proofs = keys.map((key) => key.sign(possessionDigest(domain, financier.entity, key.address)));
  return parties.call("proposeRecovery", financier.address, signersOf(keys), THRESHOLD, proofs, reason);
}

export async function propose(ledger: Ledger): Promise<Receipt> {
  return ledger.registrar.acts(proposal(ledger));
}

export async function confirm({ parties, governor, financier, recovery }: Recovering): Promise<Receipt> {
  return governor.acts(parties.call("confirmRecovery", financier.address, recovery));
}

export const execution = ({ financier, recovery }: Recovering): Call =>
  financier.account.call("executeRecovery", recovery, signersOf(NEW_KEYS), THRESHOLD);

/** The signers' own cancellation. */
export const ownCancellation = ({ financier, recovery }: Recovering): Call =>
  financier.account.call("cancelRecovery", recovery, ORDER);

export const guardiansCancellation = ({ parties, financier, recovery }: Recovering): Call =>
  parties.call("cancelRecovery", financier.address, recovery, ORDER);

export async function proposed(): Promise<Recovering> {
  const ledger = await deployLedger();
  await propose(ledger);
  return { ...ledger, recovery: (await recoveryOf(ledger.financier)).id };
}

export async function confirmed(): Promise<Recovering> {
  const given = await proposed();
  await confirm(given);
  return given;
}

export async function ripe(): Promise<Recovering> {
  const given = await confirmed();
  await wait(RECOVERY_DELAY);
  return given;
}

export async function freeze({ parties, enforcer, financier }: Ledger): Promise<void> {
  await enforcer.acts(parties.call("freeze", financier.address, ORDER));
}

/** The financier with the keys that the recovery gave it. */
export const renewed = ({ financier, network }: Ledger): Party =>
  new Party("financier renewed", financier.entity, financier.account, NEW_KEYS, THRESHOLD, network);
