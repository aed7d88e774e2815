import type { Bundle } from "../../format/bundle.ts";
import { readClaimEvent } from "../../format/events.ts";
import type { ClaimEvent } from "../../format/events.ts";
import { historyHead } from "../../format/history.ts";
import { headSlot, claimSlots, readClaim } from "../../format/layout.ts";
import type { StoredClaim } from "../../format/layout.ts";
import { must } from "../problem.ts";
import type { Ledger } from "./ledger.ts";

/** @throws Refused, DomainError unknown-event */
export function checkEvents({ subject, events }: Bundle): ClaimEvent[] {
  const read = events.map(readClaimEvent);
  for (const [at, { name, claim, seq }] of read.entries()) {
    must(claim === subject, `event ${at + 1} (${name}) belongs to claim ${claim}`);
    must(seq === BigInt(at + 1), `${name} is event ${seq} of the history and stands in place ${at + 1}`);
    must((name === "Registered") === (at === 0), `${name} cannot stand in place ${at + 1}: a claim begins once`);
  }
  must(read.length > 0, "there is no event");
  return read;
}

/** The claim as the ledger's storage has it, with its history head that all events together must lead to. */
export function checkHistory({ subject, events }: Bundle, { world, contract }: Ledger): StoredClaim {
  const receivables = contract("receivables");
  const stored = readClaim(claimSlots(subject).map((slot) => world.slot(receivables, slot)));
  const count = BigInt(events.length);
  must(stored.seq === count, `the ledger counts ${stored.seq} events of this claim, and here are ${count}`);
  const head = world.slot(receivables, headSlot(subject));
  must(BigInt(historyHead(events)) === head, "the events do not lead to the history head on the ledger");
  return stored;
}
