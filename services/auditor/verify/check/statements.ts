import type { Hash } from "../../../domain/brand.ts";
import { verifyProof } from "../../../domain/documentTree.ts";
import type { Bundle } from "../../format/bundle.ts";
import { STATEMENT_EVENTS } from "../../format/histories/statement.ts";
import { historyReader } from "../../format/historyEvent.ts";
import type { HistoryEvent } from "../../format/historyEvent.ts";
import { storedStatements } from "../../format/stored.ts";
import { topicOf } from "../../format/topic.ts";
import { must } from "../problem.ts";
import { checkComplete, checkSequence } from "./history.ts";
import type { Ledger } from "./ledger.ts";

export const readStatement = historyReader(STATEMENT_EVENTS);

/** What was ever attested about the subject, and what of it was revoked: all of it. @throws Refused, DomainError */
export function checkStatements({ subject, statements, statementFields }: Bundle, ledger: Ledger): HistoryEvent[] {
  const topic = topicOf(subject);
  const read = statements.map(readStatement);
  for (const [at, { subject: about }] of read.entries())
    must(about === topic, `statement ${at + 1} is about ${about}, not about the subject`);
  checkSequence(read);
  checkComplete(statements, storedStatements(topic, ledger), "what was attested");
  for (const { statement, ...field } of statementFields) {
    const made = read[statement - 1];
    must(made?.name === "Attested", `statement ${statement} made no attestation of which a field could be shown`);
    const root = made.facts["details"] as Hash;
    must(verifyProof(root, field), `the field ${field.path} does not belong to statement ${statement}`);
  }
  return read;
}

/** @param now epoch seconds, of the block */
export function statementSummary(read: readonly HistoryEvent[], now: bigint): string {
  const revoked = new Set(read.filter(({ name }) => name === "Revoked").map(({ facts }) => facts["attestation"]));
  const made = read.filter(({ name }) => name === "Attested");
  if (made.length === 0) return "the ledger has no attestation about it";
  const standing = made.filter(
    ({ facts }) => !revoked.has(facts["attestation"] ?? "") && BigInt(String(facts["expiresAt"])) > now,
  );
  return `${made.length} made, ${revoked.size} revoked, ${standing.length} held at the block's time; none is left out`;
}

/** Who attested; who took it back, or struck what another had attested. */
export const statementAuthor = ({ facts }: HistoryEvent): unknown => facts["issuer"] ?? facts["by"];
