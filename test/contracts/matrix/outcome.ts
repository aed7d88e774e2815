import { Status, claimOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { Refused } from "../support/refusal.ts";

export type StatusName = keyof typeof Status;

export const STATUSES = Object.keys(Status) as StatusName[];

/** Every change of status that the design lists. */
export const TRANSITIONS: Readonly<Record<StatusName, readonly StatusName[]>> = {
  NONE: ["REGISTERED"],
  REGISTERED: ["ACKNOWLEDGED", "CANCELLED"],
  ACKNOWLEDGED: ["SETTLED", "CANCELLED", "WRITTEN_OFF"],
  SETTLED: [],
  CANCELLED: [],
  WRITTEN_OFF: ["SETTLED"],
};

export type Outcome = StatusName | `refused: ${string}`;

export type Act = (ledger: WithClaim) => Promise<unknown>;

export interface Row {
  /** Done by whoever is entitled to it, with arguments that nothing but the status can make wrong. */
  readonly act: Act;
  /** Status that the claim is left in, or the error by which the act is refused. */
  readonly outcome: Readonly<Record<StatusName, Outcome>>;
}

/** For acts that change no status, whatever it is. */
export const SAME = {
  NONE: "NONE",
  REGISTERED: "REGISTERED",
  ACKNOWLEDGED: "ACKNOWLEDGED",
  SETTLED: "SETTLED",
  CANCELLED: "CANCELLED",
  WRITTEN_OFF: "WRITTEN_OFF",
} as const;

/** Does it. @returns The status after it, or the error by which it was refused. */
export async function outcomeOf(ledger: WithClaim, act: Act): Promise<string> {
  const before = await claimOf(ledger, ledger.id);
  try {
    await act(ledger);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return `refused: ${error.error}`;
  }
  const { status } = await claimOf(ledger, ledger.id);
  const name = STATUSES.find((candidate) => Status[candidate] === status);
  return name ?? `status ${String(status)} after ${String(before.status)}`;
}

/** Outcomes of a table that no listed change of status leads to. */
export function unlisted(table: Readonly<Record<string, Row>>): string[] {
  return Object.entries(table).flatMap(([name, { outcome }]) =>
    STATUSES.filter((from) => {
      const to = outcome[from];
      return STATUSES.some((status) => status === to && status !== from && !TRANSITIONS[from].includes(status));
    }).map((from) => `${name}: ${from} -> ${outcome[from]}`),
  );
}
