import type { Address, ClaimId, Hash, Hex } from "../../domain/brand.ts";
import type { Call } from "../../evm/intentHash.ts";
import { ASSET_EVENTS } from "../format/histories/asset.ts";
import { FACILITY_EVENTS } from "../format/histories/facility.ts";
import { STATEMENT_EVENTS } from "../format/histories/statement.ts";
import { historyReader } from "../format/historyEvent.ts";
import type { HistoryEvent } from "../format/historyEvent.ts";
import type { Kind } from "../format/state.ts";
import { ExportRefused } from "./refused.ts";
import { registers, registrationsIn } from "./registration.ts";
import type { Attestation } from "./registration.ts";
import type { IntentRow, SubjectId, SubjectRows } from "./rows.ts";
import { sealCalls } from "./sealCalls.ts";
import type { Own } from "./sealCalls.ts";
import { submittedIntent } from "./submittedIntent.ts";

type Contracts = Parameters<typeof sealCalls>[2];

interface Shown {
  readonly account: Address;
  readonly id: Hash;
  readonly deadline: bigint;
  readonly gas: bigint;
  readonly epoch: number;
  readonly calls: readonly (Call | Hash)[];
  readonly signatures: readonly Hex[];
}

const readStatement = historyReader(STATEMENT_EVENTS);
/** What events call the parts of a subject by whose name alone acts on them go. */
const PARTS: Readonly<Partial<Record<Kind, readonly [name: string, read: ReturnType<typeof historyReader>]>>> = {
  asset: ["lien", historyReader(ASSET_EVENTS)],
  facility: ["drawdown", historyReader(FACILITY_EVENTS, "uint256")],
};

/**
 * The intents behind a subject's events with their signatures, and of a claim what was attested of its invoice.
 * @throws ExportRefused when what is retained does not suffice
 */
export function showIntents(
  rows: SubjectRows,
  subject: SubjectId,
  contracts: Contracts,
): { intents: Shown[]; attestation: Attestation | null } {
  const own = ownOf(rows, subject);
  const opened = rows.intents.map((row) => ({ row, ...openIntent(row, rows) }));
  return {
    intents: opened.map(({ row: { account, id }, intent: { deadline, gas, epoch, calls }, signatures }) => ({
      ...{ account, id, deadline, gas, epoch, signatures },
      calls: sealCalls(calls, own, contracts),
    })),
    attestation:
      subject.kind === "claim"
        ? attestationIn(
            opened.flatMap(({ intent }) => intent.calls),
            subject.id as ClaimId,
          )
        : null,
  };
}

function ownOf({ events, statements }: SubjectRows, subject: SubjectId): Own {
  const facts = (name: string, all: readonly HistoryEvent[]) =>
    new Set(all.flatMap(({ facts: { [name]: fact } }) => (typeof fact === "string" ? [BigInt(fact)] : [])));
  const [name, read] = PARTS[subject.kind] ?? [];
  return {
    subject,
    parts: name && read ? facts(name, events.map(read)) : new Set(),
    attestations: facts("attestation", statements.map(readStatement)),
  };
}

function openIntent({ account, id, hash, signatures, recipient, input }: IntentRow, rows: SubjectRows) {
  const intent = recipient && input ? submittedIntent(recipient, input, account, hash) : undefined;
  if (!intent || !signatures)
    throw new ExportRefused(
      "incomplete",
      `the signatures of the intent ${id} reached the ledger in a way that is not retained`,
    );
  const isUnclear = [...rows.events, ...rows.statements].some((event) => event.intent === id && event.actor === null);
  if (isUnclear) throw new ExportRefused("incomplete", `two accounts used the intent id ${id} in one transaction`);
  return { intent, signatures: signatures.map(({ signature }) => signature) };
}

function attestationIn(calls: readonly Call[], claim: ClaimId): Attestation {
  const found = calls.flatMap(registrationsIn).find((item) => registers(claim, item));
  if (!found) throw new ExportRefused("incomplete", "the attestation of the invoice is not retained");
  return found;
}
