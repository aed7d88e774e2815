import type { HistoryEvent } from "../../format/historyEvent.ts";
import type { ClaimState } from "../../format/state.ts";
import { must } from "../problem.ts";

const AFTER: Readonly<Record<string, ClaimState["status"]>> = {
  Registered: "registered",
  Acknowledged: "acknowledged",
  Settled: "settled",
  Cancelled: "cancelled",
  WrittenOff: "written-off",
};

/** What the bundle claims against the ledger's storage, and that against what the events tell. @throws Refused */
export function checkStatus(
  state: ClaimState,
  { state: stored }: { state: ClaimState },
  events: readonly HistoryEvent[],
): void {
  for (const [name, claimed] of Object.entries(state)) {
    const found = stored[name as keyof ClaimState];
    must(found === claimed, `${name} is claimed to be ${String(claimed)}, and is ${String(found)} on the ledger`);
  }
  const sum = (name: string, fact: string): bigint =>
    events.reduce((total, event) => total + (event.name === name ? amountOf(event, fact) : 0n), 0n);
  const paid = receivedIn(events);
  must(paid === stored.received, `the events tell of ${paid} received, the ledger says ${stored.received}`);
  const out = sum("Withdrawn", "amount") + sum("Closed", "dust");
  must(out === stored.paidOut, `the events tell of ${out} paid out, the ledger says ${stored.paidOut}`);
  const last = events.reduce<string>((status, { name }) => AFTER[name] ?? status, "none");
  const isCancelledByCredit = stored.status === "cancelled" && events.some(({ name }) => name === "Credited");
  must(
    last === stored.status || isCancelledByCredit,
    `the events leave the claim ${last}, and the ledger says ${stored.status}`,
  );
}

/**
 * What units have received: payments, and cover by guarantors, whose place later payments take once units have received their
 * number.
 */
function receivedIn(events: readonly HistoryEvent[]): bigint {
  let [received, covered] = [0n, 0n];
  for (const { name, seq, facts } of events) {
    if (name !== "Paid" && name !== "CoverPaid") continue;
    const amount = amountOf({ facts }, "amount");
    if (name === "CoverPaid") {
      received += amount;
      covered += amount;
      continue;
    }
    const after = amountOf({ facts }, "received");
    const back = received + amount - after;
    must(
      back >= 0n && back <= covered,
      `event ${seq} tells of ${after} received, which the payments before do not add up to`,
    );
    covered -= back;
    received = after;
  }
  return received;
}

const amountOf = ({ facts }: Pick<HistoryEvent, "facts">, name: string): bigint => BigInt(String(facts[name] ?? 0));
