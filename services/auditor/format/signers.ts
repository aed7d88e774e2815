import type { Address } from "../../domain/brand.ts";
import { DomainError } from "../../domain/problem.ts";
import type { LoggedEvent } from "./bundle.ts";
import { ACCOUNT_EVENTS, CUSTODIES } from "./histories/account.ts";
import { historyReader } from "./historyEvent.ts";
import type { HistoryEvent } from "./historyEvent.ts";

/** Who keeps a key: the operator, its owner, or its owner's hardware. */
export type KeyCustody = NonNullable<(typeof CUSTODIES)[number]>;

/** Who could sign for an account, from one change of signers to the next. */
export interface SignerEpoch {
  readonly epoch: number;
  readonly threshold: number;
  readonly keys: ReadonlyMap<Address, KeyCustody>;
}

export const readAccountEvent = historyReader(ACCOUNT_EVENTS);

/** The epochs in an account's history; its other events say nothing of who may sign. @throws DomainError unknown-event */
export function signerEpochs(events: readonly LoggedEvent[]): ReadonlyMap<number, SignerEpoch> {
  const changes = events.map(readAccountEvent).filter(({ name }) => name === "SignersChanged");
  return new Map(changes.map((change) => [Number(BigInt(change.subject)), signersIn(change)]));
}

export function signersIn({ subject, facts }: HistoryEvent): SignerEpoch {
  const signers = facts["signers"];
  if (typeof signers !== "object") throw new DomainError("unknown-event", "a change of signers does not list them");
  const keys = signers.map(([key, custody]): [Address, KeyCustody] => {
    const kept = CUSTODIES.find((one) => one !== undefined && one === custody);
    if (!kept) throw new DomainError("unknown-event", "a change of signers does not say how a key is kept");
    return [key as Address, kept];
  });
  return { epoch: Number(BigInt(subject)), threshold: Number(facts["threshold"]), keys: new Map(keys) };
}
